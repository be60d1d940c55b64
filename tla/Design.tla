-------------------------------- MODULE Design --------------------------------
(***************************************************************************)
(* A storage array as its design file describes it: wiring, memory, bounds *)
(* and what the design declares to survive.  The constants are all that    *)
(* passes between the executable reference and this specification.         *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Ack,               \* "mirror" or "fifo": the host is answered once the mirror page, or the FIFO entry, is whole
  Power,             \* sequence of power units, [name, feeds: set of parts]
  Batteries,         \* sequence of batteries, [name, feeds: set of parts, hold: drain steps]
  FifoOnBoard,       \* the FIFO sits on its writer's board
  KeepUntilDestage,  \* a drained entry stays in the FIFO until its version is on the device (H28)
  CrashLosesMemory,  \* a board crash loses the memory on that board
  CachePages,        \* <<pages of C1, pages of C2>>, both areas together
  BlocksPerDevice,   \* blocks of each device
  Writes,            \* block versions that the host writes in all
  PagesPerWrite,     \* consecutive blocks that one write may span
  SubBlocks,         \* sub-blocks of a page
  FifoDepth,         \* entries of a FIFO
  MaxFaults,         \* faults in one run
  FaultKinds,        \* kinds of fault that may happen
  Weakened,          \* names of the rules that are not in force
  Declares           \* sequence of [faults: sequence of terms <<kind, target>>, "*" for any; survives: BOOLEAN]

ASSUME Ack \in {"mirror", "fifo"}
ASSUME {FifoOnBoard, KeepUntilDestage, CrashLosesMemory} \subseteq BOOLEAN
ASSUME {BlocksPerDevice, PagesPerWrite, SubBlocks} \subseteq Nat \ {0}
ASSUME {Writes, FifoDepth, MaxFaults} \subseteq Nat

-----------------------------------------------------------------------------
(* Parts.  Controller 1 owns K1, C1, F1, device D1; controller 2 the rest. *)

Side == {1, 2}
Partner(k) == 3 - k

Board  == <<"K1", "K2">>
Cache  == <<"C1", "C2">>
Fifo   == <<"F1", "F2">>   \* F1 takes what goes from 1 to 2
Engine == <<"E1", "E2">>   \* E1 drains F1

Part == UNION {{Board[k], Cache[k], Fifo[k], Engine[k]} : k \in Side}

Feeding(supplies) == [p \in Part |-> {i \in DOMAIN supplies : p \in supplies[i].feeds}]
UnitsOf           == Feeding(Power)
BatteriesOf       == Feeding(Batteries)

(* Batteries that the drain of a FIFO may come to rely on (R11). *)
DrainBatteries == [k \in Side |-> BatteriesOf[Fifo[k]] \cup BatteriesOf[Engine[k]]]

Block    == 1 .. 2 * BlocksPerDevice
Owner(b) == IF b <= BlocksPerDevice THEN 1 ELSE 2

-----------------------------------------------------------------------------
(* A2, A10: half of the smaller cache is the mirror area of either.        *)

MirrorPages       == (IF CachePages[1] < CachePages[2] THEN CachePages[1] ELSE CachePages[2]) \div 2
ReadWritePages(k) == CachePages[k] - MirrorPages
Page(k)           == 1 .. CachePages[k]
Entry             == 1 .. MirrorPages   \* of the mirror management table

(* Where the mirror page of an entry is in the cache of the controller that holds it. *)
MirrorIndex(holder, e) == ReadWritePages(holder) + e

-----------------------------------------------------------------------------
(* Faults, each <<kind, target>>.  Each strikes once in a run.             *)

FaultsOf(kind, targets) == IF kind \in FaultKinds THEN {<<kind, target>> : target \in targets} ELSE {}

Faults == UNION {
  FaultsOf("PowerOff",       {Power[u].name : u \in DOMAIN Power}),
  FaultsOf("BatteryDead",    {Batteries[i].name : i \in DOMAIN Batteries}),
  FaultsOf("BoardCrash",     {"K1", "K2"}),
  FaultsOf("BoardHang",      {"K1", "K2"}),
  FaultsOf("CacheLost",      {"C1", "C2"}),
  FaultsOf("FifoLost",       IF Ack = "fifo" THEN {"F1", "F2"} ELSE {}),
  FaultsOf("ChannelDown",    {""}),
  FaultsOf("FalseSuspicion", {"K1", "K2"}) }

(* Every set of up to n faults. *)
RECURSIVE FaultSets(_)
FaultSets(n) ==
  IF n = 0 THEN {{}}
  ELSE LET smaller == FaultSets(n - 1) IN smaller \cup {S \cup {f} : S \in smaller, f \in Faults}

-----------------------------------------------------------------------------
(* Of all declarations that match a fault set those with the fewest        *)
(* wildcards speak for it, and of these one that declares a failure.       *)

Matches(term, fault) == term[1] \in {"*", fault[1]} /\ term[2] \in {"*", fault[2]}

Covers(terms, S) ==
  /\ Len(terms) = Cardinality(S)
  /\ \E f \in [DOMAIN terms -> S] :
       /\ \A i \in DOMAIN terms : Matches(terms[i], f[i])
       /\ \A i, j \in DOMAIN terms : i # j => f[i] # f[j]

RECURSIVE Precision(_)
Precision(terms) ==
  IF terms = << >> THEN 0
  ELSE LET term == Head(terms) IN
       Precision(Tail(terms)) + (IF term[1] = "*" THEN 0 ELSE IF term[2] = "*" THEN 1 ELSE 2)

DeclaredToSurvive(S) ==
  LET matching == {i \in DOMAIN Declares : Covers(Declares[i].faults, S)}
      best     == {i \in matching : \A j \in matching :
                     Precision(Declares[i].faults) >= Precision(Declares[j].faults)}
  IN  S = {} \/ (best # {} /\ \A i \in best : Declares[i].survives)

(* I6 asks for one fault beyond those that have struck. *)
Survivable == {S \in FaultSets(MaxFaults + 1) : DeclaredToSurvive(S)}

=============================================================================
