-------------------------------- MODULE Design --------------------------------
(***************************************************************************)
(* A storage array as its design file describes it: wiring, memory, bounds *)
(* and what the design declares to survive.  The constants are all that    *)
(* passes between the executable reference and this specification.         *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Ack,               \* "mirror" or "fifo": the host is answered once the mirror page, or the FIFO entry, is whole
  Arbiter,           \* "apart": with a supply of its own, "fed" by units of the array, or "none": each decides by itself
  Path,              \* "switch" between hosts and controllers, or "direct"
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
  Declares           \* sequence of [terms: sequence of <<kind, target>>, "*" for any; survives: BOOLEAN]

ASSUME Ack \in {"mirror", "fifo"}
ASSUME Arbiter \in {"apart", "fed", "none"}
ASSUME Path \in {"switch", "direct"}
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

Part == UNION {{Board[k], Cache[k], Fifo[k], Engine[k]} : k \in Side} \cup {"A"}

Feeding(supplies) == [p \in Part |-> {i \in DOMAIN supplies : p \in supplies[i].feeds}]
UnitsOf           == Feeding(Power)
BatteriesOf       == Feeding(Batteries)

(* Batteries that the drain of a FIFO may come to rely on (R11). *)
DrainBatteries == [k \in Side |-> BatteriesOf[Fifo[k]] \cup BatteriesOf[Engine[k]]]

NamesOf(supplies) == {supplies[i].name : i \in DOMAIN supplies}

(* What a fault may strike: a part, a supply, or the node channel, which has no name. *)
Target == Part \cup NamesOf(Power) \cup NamesOf(Batteries) \cup {""}

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

=============================================================================
