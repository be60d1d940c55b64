-------------------------------- MODULE Array --------------------------------
(***************************************************************************)
(* The state of an array, and what its controllers can see of it.          *)
(*                                                                         *)
(* The variables stand in groups, each with what it may be and what it is  *)
(* at first.  An action that leaves a whole group as it is says so of the  *)
(* group: a further variable is a matter of its group, and of the actions  *)
(* that change something in it.                                            *)
(*                                                                         *)
(* What guards use is written with => and # {} where \/ and \E would do:   *)
(* TLC takes an action once for each disjunct and each witness that makes  *)
(* a guard true, and its counts of steps would say less.                   *)
(***************************************************************************)
EXTENDS Design

(* Versions of a block count from 1; 0 is its initial content, and no version at all in what follows. *)
Version == 0 .. Writes

-----------------------------------------------------------------------------
(* What the controllers know, and what they are doing. *)

VARIABLE controllers   \* k |-> [board, mode, table: its mirror management table]

control == <<controllers>>

Boards == {"up", "hung", "down"}
Modes  == {"booting", "notified", "allocated", "mirrored", "writeThrough", "suspecting", "draining", "linking", "solo",
           "fenced", "stopped"}

FreeEntry == [state |-> "free", block |-> 0, version |-> 0]
FreeTable == [e \in Entry |-> FreeEntry]

Controller == [board : Boards, mode : Modes,
               table : [Entry -> [state : {"free", "acquired"}, block : {0} \cup Block, version : Version]]]

ControlOK   == DOMAIN controllers = Side /\ \A k \in Side : controllers[k] \in Controller
ControlInit == controllers = [k \in Side |-> [board |-> "up", mode |-> "booting", table |-> FreeTable]]

-----------------------------------------------------------------------------
(* What the array keeps of the host's data until the devices have it. *)

VARIABLES
  caches,   \* k |-> page |-> [state, block, version, written: sub-blocks that a copy has brought]
  fifos     \* k |-> [state, lost: it failed while its indicator was on (B8), entries: oldest first, [block, version, page: table entry, written, drained]]

memory == <<caches, fifos>>

BlankPage == [state |-> "blank", block |-> 0, version |-> 0, written |-> 0]
CleanPage == [BlankPage EXCEPT !.state = "clean"]

ReadWriteStates == {"clean", "filling", "dirty", "linked", "destaging"}
MirrorStates    == {"blank", "copying", "committed"}

CachePage == [state : ReadWriteStates \cup MirrorStates, block : {0} \cup Block, version : Version,
              written : 0 .. SubBlocks]
FifoEntry == [block : Block, version : Version \ {0}, page : Entry, written : 1 .. SubBlocks, drained : BOOLEAN]

MemoryOK ==
  /\ DOMAIN caches = Side /\ \A k \in Side : DOMAIN caches[k] = Page(k) /\ \A i \in Page(k) : caches[k][i] \in CachePage
  /\ DOMAIN fifos = Side
  /\ \A k \in Side :
       /\ fifos[k].state \in {"empty", "holding", "draining", "failed"} /\ fifos[k].lost \in BOOLEAN
       /\ Len(fifos[k].entries) <= (IF Ack = "fifo" THEN FifoDepth ELSE 0)
       /\ \A i \in DOMAIN fifos[k].entries : fifos[k].entries[i] \in FifoEntry

MemoryInit ==
  /\ caches = [k \in Side |-> [i \in Page(k) |-> IF i <= ReadWritePages(k) THEN CleanPage ELSE BlankPage]]
  /\ fifos = [k \in Side |-> [state |-> "empty", lost |-> FALSE, entries |-> << >>]]

-----------------------------------------------------------------------------
(* What the host asked and was answered, and what the devices hold. *)

(* Device writes of one block that a controller may have under way: one, unless R16 is weakened. *)
DeviceWrites == IF "R16_destage" \in Weakened THEN 2 ELSE 1

(* Versions of a block whose numbers a state holds: none, unless R1 is weakened and there are several, for they are in *)
(* the order of versions.                                                                                              *)
Numbered == IF "R1_epoch" \in Weakened /\ Writes > 1 THEN Writes ELSE 0

VARIABLE blocks   \* b |-> [issued, acknowledged, settled: in effect for the host, openAt: who works on the newest write,
                  \*        joined: to the request of the block before, ending: how that write ends, media,
                  \*        suspect: reported so, and not answered, until it is written anew (R12),
                  \*        queued: k |-> device write under way,
                  \*        overtaken: k |-> another one, which lands after it (H57),
                  \*        numbers: k |-> version |-> the number that k gave it, or 0 (H56)]

volume == <<blocks>>

(* How the newest write ends, other than by being told safe.  errored: a copy of it ended with an error, and it is copied *)
(* again, or told failed (R15).  aborted: the host gave up, and what becomes of it is unknown until its controller has   *)
(* resolved it (R14).  failed: it never takes effect any more.                                                           *)
Endings == {"none", "errored", "aborted", "failed"}

VolumeOK   == blocks \in [Block -> [issued : Version, acknowledged : Version, settled : Version, openAt : 0 .. 2,
                                    joined : BOOLEAN, ending : Endings, suspect : BOOLEAN, media : Version,
                                    queued : [Side -> Version],
                                    overtaken : [Side -> [1 .. DeviceWrites - 1 -> Version]],
                                    numbers : [Side -> [1 .. Numbered -> Version]]]]
VolumeInit == blocks = [b \in Block |-> [issued |-> 0, acknowledged |-> 0, settled |-> 0, openAt |-> 0,
                                         joined |-> FALSE, ending |-> "none", suspect |-> FALSE,
                                         media |-> 0, queued |-> <<0, 0>>,
                                         overtaken |-> [k \in Side |-> [i \in 1 .. DeviceWrites - 1 |-> 0]],
                                         numbers |-> [k \in Side |-> [v \in 1 .. Numbered |-> 0]]]]

-----------------------------------------------------------------------------
(* What surrounds them: the supplies, the node channel, the arbiter and what it keeps of devices, and what has happened. *)

VARIABLES
  units,      \* power unit |-> "on" or "off"
  batteries   \* battery |-> [state, charge: drain steps that it can still feed]

supply == <<units, batteries>>

SupplyOK ==
  /\ units \in [DOMAIN Power -> {"on", "off"}]
  /\ DOMAIN batteries = DOMAIN Batteries
  /\ \A i \in DOMAIN Batteries : /\ batteries[i].state \in {"standby", "feeding", "flat"}
                                 /\ batteries[i].charge \in 0 .. Batteries[i].hold
SupplyInit ==
  /\ units = [u \in DOMAIN Power |-> "on"]
  /\ batteries = [i \in DOMAIN Batteries |-> [state |-> "standby", charge |-> Batteries[i].hold]]

VARIABLE channelUp   \* the node channel works

channel == <<channelUp>>

ChannelOK   == channelUp \in BOOLEAN
ChannelInit == channelUp = TRUE

VARIABLES
  devices,    \* d |-> [granted, confirmed, routed: the epochs that the arbiter has granted, the device takes writes of (R5),
              \*        and the host can still reach (B9), mark: what answers rely on, as the arbiter knows it (R12)]
  arbiterUp   \* the arbiter works; what it keeps outlives its failure

arbiter == <<devices, arbiterUp>>

(* Where each answers by its lease, the last one runs out, too. *)
HostEpochs == IF Path = "direct" THEN 2 ELSE 1

Marks == {"two", "nothing", "one"}

ArbiterOK   == /\ devices \in [Side -> [granted : 0 .. 1, confirmed : 0 .. 1, routed : 0 .. HostEpochs, mark : Marks]]
               /\ arbiterUp \in BOOLEAN
ArbiterInit == /\ devices = [d \in Side |-> [granted |-> 0, confirmed |-> 0, routed |-> 0, mark |-> "two"]]
               /\ arbiterUp = TRUE

VARIABLE faults   \* that have struck, each <<kind, target>>

history == <<faults>>

HistoryOK   == faults \subseteq FaultKinds \X Target /\ Cardinality(faults) <= MaxFaults
HistoryInit == faults = {}

-----------------------------------------------------------------------------
(* The whole state *)

surroundings == <<supply, channel, arbiter, history>>
vars         == <<control, memory, volume, surroundings>>

TypeOK == ControlOK /\ MemoryOK /\ VolumeOK /\ SupplyOK /\ ChannelOK /\ ArbiterOK /\ HistoryOK
Init   == ControlInit /\ MemoryInit /\ VolumeInit /\ SupplyInit /\ ChannelInit /\ ArbiterInit /\ HistoryInit

(* The state as a record, for what spreads over several variables; and it as the next state, in all but what surrounds. *)
Now == [controllers |-> controllers, caches |-> caches, fifos |-> fifos, blocks |-> blocks, units |-> units,
        batteries |-> batteries, channelUp |-> channelUp, devices |-> devices, arbiterUp |-> arbiterUp, faults |-> faults]

Become(s) == controllers' = s.controllers /\ caches' = s.caches /\ fifos' = s.fifos /\ blocks' = s.blocks

-----------------------------------------------------------------------------
(* Numbers *)

Least(S)    == CHOOSE n \in S : \A m \in S : n <= m
Greatest(S) == CHOOSE n \in S : \A m \in S : n >= m

(* The n lowest of a set, in order. *)
RECURSIVE Lowest(_, _)
Lowest(S, n) == IF n = 0 THEN << >> ELSE <<Least(S)>> \o Lowest(S \ {Least(S)}, n - 1)

RECURSIVE Sum(_, _)
Sum(f, S) == IF S = {} THEN 0 ELSE LET x == CHOOSE x \in S : TRUE IN f[x] + Sum(f, S \ {x})

-----------------------------------------------------------------------------
(* Power: a part keeps its content and works while a unit or a battery that is not flat feeds it (B2-B5, B11-B13). *)

OnUnits(p) == {u \in UnitsOf[p] : units[u] = "on"} # {}
Fed(p)     == ~OnUnits(p) => {i \in BatteriesOf[p] : batteries[i].state # "flat"} # {}

-----------------------------------------------------------------------------
(* Controllers *)

Mode(k) == controllers[k].mode

SetMode(k, mode) == controllers' = [controllers EXCEPT ![k].mode = mode]

Watching == {"booting", "notified", "allocated", "mirrored", "writeThrough"}
Working  == {"mirrored", "writeThrough", "suspecting", "draining", "linking", "solo"}

(* A controller acts while its board is up, in these modes. *)
Acts(k, modes) == controllers[k].board = "up" /\ Mode(k) \in modes

IsUp(k) == controllers[k].board = "up" /\ Mode(k) # "stopped"

(* The partner's sign of life arrives. *)
HearsPartner(k) == channelUp /\ IsUp(Partner(k))

(* A1; after a takeover A4. *)
InCharge(k, b) == Owner(b) # k => Mode(k) = "solo"

(* The epoch of a device that a controller acts in: the first of its own, the next of one that it takes over. *)
EpochOf(k, d) == IF k = d THEN 0 ELSE 1

(* The arbiter has granted the device of the controller to its partner. *)
IsFenced(k) == devices[k].granted > EpochOf(k, k)

(* The mirror area in this controller's cache takes copies: allocated (A2), alive and not disabled (A5). *)
MirrorAreaOpen(k) == Mode(k) \in {"allocated", "mirrored", "writeThrough", "suspecting", "draining"}

-----------------------------------------------------------------------------
(* Pages.  A page that a takeover linked belongs to the read/write area from then on (A4). *)

IsDirty(page)         == page.state \in {"dirty", "linked", "destaging"}
InReadWriteArea(page) == page.state \in ReadWriteStates

HoldsPages(k) == {i \in Page(k) : caches[k][i].version # 0} # {}
CleanPages(k) == {i \in Page(k) : caches[k][i].state = "clean"}

(* The pages of the read/write area that hold the newest version of the block: one, or none. *)
NewestPages(k, b) == {i \in Page(k) : /\ caches[k][i].version = blocks[b].issued
                                      /\ caches[k][i].block = b
                                      /\ InReadWriteArea(caches[k][i])}
NewestIs(k, b, state) == {i \in NewestPages(k, b) : caches[k][i].state = state} # {}

Table(k) == controllers[k].table

(* Entries acquired for a version: one, or none. *)
EntriesFor(k, b, v) == {e \in Entry : Table(k)[e] = [state |-> "acquired", block |-> b, version |-> v]}

(* The page in the partner's cache that an entry of this controller's table manages. *)
MirrorPage(k, e) == caches[Partner(k)][MirrorIndex(Partner(k), e)]

Holds(page, b, v) == page.block = b /\ page.version = v

(* The mirror page of this entry holds the whole version that the entry was acquired for. *)
IsCommitted(k, e) ==
  /\ MirrorPage(k, e).state = "committed"
  /\ Holds(MirrorPage(k, e), Table(k)[e].block, Table(k)[e].version)

(* Mirror pages that a copy is half-way through. *)
UnderWay(k) == {e \in Entry : MirrorPage(k, e).state = "copying"}

-----------------------------------------------------------------------------
(* Numbers of the writes of a block.  A number is (epoch, count), compared in this order, and each controller counts on in *)
(* its epoch of the device.  So the order of versions is theirs, unless R1_epoch is weakened.                              *)

NumberOf(block, v) == IF Numbered = 0 \/ v = 0 THEN v ELSE Greatest({block.numbers[k][v] : k \in Side})

(* A controller takes one version of the block for newer than another one. *)
IsNewer(block, v, w) == NumberOf(block, v) > NumberOf(block, w)

(* The highest number of the block that the controller holds, or has handed out. *)
HighestNumber(k, b) ==
  Greatest({0} \cup {NumberOf(blocks[b], caches[k][i].version) : i \in {i \in Page(k) : caches[k][i].block = b}}
               \cup {blocks[b].numbers[k][v] : v \in 1 .. Numbered})

-----------------------------------------------------------------------------
(* Device writes of a block.  Of two that are under way the device completes the one that began last first (H57). *)

Begun(block, k, v) == [block EXCEPT !.queued[k] = v, !.overtaken[k] = [i \in DOMAIN @ |-> block.queued[k]]]

(* R14: a write that the host gave up is in effect, and resolved, once the device has it. *)
Completed(block) ==
  IF block.ending = "aborted" /\ ~IsNewer(block, block.issued, block.media)
  THEN [block EXCEPT !.settled = Greatest({@, block.issued}), !.openAt = 0, !.ending = "none"]
  ELSE block

Landed(block, k) ==
  IF block.queued[k] = 0 THEN block
  ELSE Completed([block EXCEPT !.media        = block.queued[k],
                               !.queued[k]    = IF block.overtaken[k] = << >> THEN 0 ELSE block.overtaken[k][1],
                               !.overtaken[k] = [i \in DOMAIN @ |-> 0]])

Voided(block, k) == [block EXCEPT !.queued[k] = 0, !.overtaken[k] = [i \in DOMAIN @ |-> 0]]

-----------------------------------------------------------------------------
(* Requests and duplicates *)

IsOpen(k, b) == blocks[b].openAt = k

(* The host still waits for an answer to the newest write of the block. *)
IsUnderWay(b) == blocks[b].openAt # 0 /\ blocks[b].ending # "aborted"

(* The blocks of the request that begins at this one. *)
RequestBlocks(b) == {c \in Block : c >= b /\ \A d \in b + 1 .. c : blocks[d].joined}

Entries(k)     == fifos[k].entries
IsWhole(entry) == entry.written = SubBlocks   \* written and read back: verified (B15)

Queued(k, b, v) == {i \in DOMAIN Entries(k) : Holds(Entries(k)[i], b, v)}

(* Places of the verified entries that are not in their mirror page yet. *)
ToDrain(k) == {i \in DOMAIN Entries(k) : IsWhole(Entries(k)[i]) /\ ~Entries(k)[i].drained}

(* The FIFO and what drains it work: supplies, board, and a mirror area that takes copies. *)
CanDrain(k) ==
  /\ fifos[k].state # "failed"
  /\ MirrorAreaOpen(Partner(k))
  /\ FifoOnBoard => controllers[k].board # "down"
  /\ Fed(Fifo[k])
  /\ Fed(Engine[k])

(* The version has a whole duplicate: verified in the FIFO, or in its mirror page. *)
DuplicateIsWhole(k, b, v) ==
  LET inFifo   == {i \in Queued(k, b, v) : IsWhole(Entries(k)[i]) /\ ~Entries(k)[i].drained}
      inMirror == {e \in EntriesFor(k, b, v) : IsCommitted(k, e)}
  IN  inFifo = {} => inMirror # {}

(* Drain steps until the FIFO is empty: one for each sub-block that is not in its mirror page yet. *)
DrainSteps(k) ==
  LET steps(entry) == LET page == MirrorPage(k, entry.page) IN
        IF entry.drained THEN 0
        ELSE IF page.state = "copying" /\ Holds(page, entry.block, entry.version) THEN SubBlocks - page.written
        ELSE SubBlocks
  IN  Sum([i \in DOMAIN Entries(k) |-> steps(Entries(k)[i])], DOMAIN Entries(k))

(* A drain of this FIFO, or what its entries are kept by, runs on the battery right now. *)
DrainRunsOn(k, i) ==
  /\ batteries[i].state = "feeding"
  /\ \E p \in {Fifo[k], Engine[k]} : i \in BatteriesOf[p] /\ ~OnUnits(p)

(* The controller still has what a second copy needs; when not, R7 asks for write-through. *)
HasRedundancy(k) ==
  /\ channelUp
  /\ Mode(Partner(k)) # "stopped"
  /\ Ack = "fifo" => fifos[k].state # "failed" /\ Fed(Fifo[k]) /\ Fed(Engine[k])

=============================================================================
