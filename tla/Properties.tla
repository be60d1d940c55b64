------------------------------ MODULE Properties ------------------------------
(***************************************************************************)
(* What must hold of the array: I1 to I16, I20 and the refinement to the ideal  *)
(* disk.  An invariant speaks of a state; a formula with primes of a step. *)
(* Steps are told by what they change, not by the action that changes it.  *)
(***************************************************************************)
EXTENDS MirroredCache, Declarations

-----------------------------------------------------------------------------
(* Supplies, drains and copies, said here once more: a property that asked the rules would repeat their mistakes. *)

(* A unit other than this one, or a battery that is not flat, feeds the part. *)
FedWithout(p, unit) ==
  \/ \E u \in UnitsOf[p] : Power[u].name # unit /\ units[u] = "on"
  \/ \E i \in BatteriesOf[p] : batteries[i].state # "flat"

HasSupply(p) == FedWithout(p, "no unit at all")

(* The controller keeps its mirror management table; the mirror area in its cache is there and not disabled. *)
OwnsTable(k)       == Mode(k) \in {"mirrored", "writeThrough", "suspecting", "draining"}
MirrorAreaLives(k) == OwnsTable(k) \/ Mode(k) = "allocated"

(* What is in the FIFO of this writer still gets to the mirror area of its partner. *)
Drains(k) ==
  /\ fifos[k].state # "failed"
  /\ MirrorAreaLives(Partner(k))
  /\ ~(FifoOnBoard /\ controllers[k].board = "down")
  /\ HasSupply(Fifo[k])
  /\ HasSupply(Engine[k])

(* Mirroring works for this writer, whatever it knows of it. *)
MirroringWorks(k) ==
  /\ channelUp
  /\ MirrorAreaLives(Partner(k))
  /\ Ack = "mirror" \/ Drains(k)

(* Of copies, "the version" below stands for it or a newer one. *)

(* A controller that works: it is up, and neither has stopped nor knows that it is fenced. *)
Works(k) == Acts(k, Modes \ {"fenced", "stopped"})

(* It has been granted the device, or can be: an arbiter that works fences no one who is fenced. *)
MayBeGranted(k, d) ==
  /\ Works(k)
  /\ devices[d].routed <= EpochOf(k, d)
  /\ IF devices[d].granted > 0 THEN k # d ELSE k = d \/ Arbiter = "none" \/ (arbiterUp /\ devices[k].granted = 0)

(* A page that a takeover linked may be half a copy, if R1 is weakened. *)
IsWholePage(page) == page.written \in {0, SubBlocks}

InReadWrite(k, b, v) == \E i \in Page(k) : LET page == caches[k][i] IN
  page.block = b /\ page.version >= v /\ IsDirty(page) /\ IsWholePage(page)

InMirror(k, b, v) == \E i \in Page(k) : LET page == caches[k][i] IN
  page.state = "committed" /\ page.block = b /\ page.version >= v

(* Where R17 is weakened, a page may be committed that lacks a sub-block. *)
WholeInMirror(k, b, v) == \E i \in Page(k) : LET page == caches[k][i] IN
  page.state = "committed" /\ page.block = b /\ page.version >= v /\ page.written = SubBlocks

InFifo(k, b, v) == \E i \in DOMAIN Entries(k) : LET entry == Entries(k)[i] IN
  entry.block = b /\ entry.version >= v /\ IsWhole(entry)

UndrainedInFifo(k, b, v) == \E i \in ToDrain(k) : Entries(k)[i].block = b /\ Entries(k)[i].version >= v

-----------------------------------------------------------------------------
(* Verdicts (the newest acknowledged version of a block; see spec/design.ts). *)

(* Requests for the device get to the controller and its answers to the host, and it works. *)
Serves(k, d) ==
  /\ Works(k)
  /\ devices[d].routed <= EpochOf(k, d)
  /\ IF k = d THEN Mode(k) \notin {"booting", "notified", "allocated"} ELSE Mode(k) = "solo"

(* The pages that a read is answered from: those that a takeover linked, and those whose version is in effect (R8). *)
Answering(k, b) == {i \in Page(k) : LET page == caches[k][i] IN
  page.block = b /\ IsDirty(page) /\ (page.state = "linked" \/ page.version <= blocks[b].settled)}

(* What a takeover by the controller still brings: the copies that it links and the entries that it lets drain, as far as *)
(* they are newer than the device.  Where a page of the block is linked, no other will be.                               *)
Recovered(k, b) ==
  LET copies  == {caches[k][i].version : i \in {i \in Page(k) : LET page == caches[k][i] IN
                   page.state = "committed" /\ page.block = b /\ page.written = SubBlocks}}
      queued  == Entries(Partner(k))
      entries == {queued[i].version : i \in {i \in ToDrain(Partner(k)) : queued[i].block = b}}
  IN  IF \E i \in Answering(k, b) : caches[k][i].state = "linked" THEN {}
      ELSE {v \in copies \cup (IF Drains(Partner(k)) THEN entries ELSE {}) : v > blocks[b].media}

(* What the controller answers with what its pages hold and what it recovers: the newest version, or that of the device. *)
Answered(k, b, recovered) ==
  LET pages    == Answering(k, b)
      versions == {caches[k][i].version : i \in pages} \cup recovered
      newest   == IF versions = {} THEN blocks[b].media ELSE Greatest(versions)
      holding  == {i \in pages : caches[k][i].version = newest}
      isWhole  == newest \in recovered \/ holding = {} \/ \E i \in holding : IsWholePage(caches[k][i])
  IN  IF newest < blocks[b].acknowledged THEN "not it" ELSE IF isWhole THEN "it" ELSE "half a page"

(* The controller that answers for the block now: one, or none. *)
Servers(b) == {k \in Side : Serves(k, Owner(b))}

(* By the controller in charge; where there is none, by one that the arbiter can still grant a takeover to. *)
IsAnswered(b) ==
  IF Servers(b) # {} THEN \A k \in Servers(b) : Answered(k, b, {}) = "it"
  ELSE \E k \in Side : MayBeGranted(k, Owner(b)) /\ Answered(k, b, Recovered(k, b)) = "it"

(* A newer write in a read/write area that is not in effect brings nothing back. *)
Exists(b, v) == blocks[b].media >= v \/ \E k \in Side :
  \/ \E i \in Answering(k, b) : caches[k][i].version >= v /\ IsWholePage(caches[k][i])
  \/ WholeInMirror(k, b, v)
  \/ InFifo(k, b, v)
  \/ blocks[b].queued[k] >= v
  \/ \E i \in DOMAIN blocks[b].overtaken[k] : blocks[b].overtaken[k][i] >= v

VerdictOf(b) ==
  LET v == blocks[b].acknowledged IN
  IF \E k \in Servers(b) : Answered(k, b, {}) = "half a page" THEN "torn"
  ELSE IF blocks[b].settled < v THEN "stale"
  ELSE IF IsAnswered(b) THEN "safe"
  ELSE IF Exists(b, v) THEN "stranded" ELSE "lost"

-----------------------------------------------------------------------------
(* Durability *)

AnyAcknowledged == \E b \in Block : blocks[b].acknowledged > 0

(* After faults that the design declares survivable, the newest acknowledged version of every block is safe. *)
I1 == AnyAcknowledged /\ faults \in Survivable => \A b \in Block : VerdictOf(b) = "safe"

(* No value older than the newest acknowledged version is ever in effect. *)
I2 == \A b \in Block : blocks[b].settled >= blocks[b].acknowledged

(* What a fault, were it to strike now, takes at once. *)
TakenBy(fault) ==
  CASE fault[1] = "PowerOff" -> {p \in Part : ~FedWithout(p, fault[2])}
    [] fault[1] \in {"CacheLost", "FifoLost"} -> {fault[2]}
    [] fault[1] = "BoardCrash" /\ CrashLosesMemory ->
         LET k == CHOOSE k \in Side : Board[k] = fault[2]
         IN  {Cache[k]} \cup (IF FifoOnBoard THEN {Fifo[k]} ELSE {})
    [] OTHER -> {}

CopiesOf(k, b, v) ==
  (IF InReadWrite(k, b, v) THEN {Cache[k]} ELSE {})
  \cup (IF WholeInMirror(Partner(k), b, v) THEN {Cache[Partner(k)]} ELSE {})
  \cup (IF InFifo(k, b, v) THEN {Fifo[k]} ELSE {})

(* The device holds what was acknowledged, or there are two copies that no further survivable fault takes together. *)
IsDurable(k, b) ==
  LET copies == CopiesOf(k, b, blocks[b].acknowledged) IN
  blocks[b].media < blocks[b].acknowledged =>
    /\ Cardinality(copies) >= 2
    /\ \A fault \in Faults : faults \cup {fault} \in Survivable => ~(copies \subseteq TakenBy(fault))

IsAcknowledged(b) == blocks'[b].acknowledged > blocks[b].acknowledged

(* At the acknowledgement the device holds the version, or no further fault that is survivable destroys every copy. *)
I6 == \A k \in Side, b \in Block : IsOpen(k, b) /\ IsAcknowledged(b) => IsDurable(k, b)'

(* While mirroring works, every acknowledged version has two copies or is on the device. *)
I16 == \A k \in Side :
  Mode(k) = "mirrored" /\ Works(k) /\ devices[k].granted = 0 /\ MirroringWorks(k) =>
    \A b \in Block : LET v == blocks[b].acknowledged IN
      Owner(b) = k /\ blocks[b].media < v =>
        InReadWrite(k, b, v) /\ (WholeInMirror(Partner(k), b, v) \/ InFifo(k, b, v))

(* After faults that the design declares survivable, nothing is reported suspect after a takeover. *)
I20 ==
  (\E d \in Side : devices[d].mark # "nothing" /\ Mode(Partner(d)) = "solo") /\ faults \in Survivable =>
    \A b \in Block : ~blocks[b].suspect

-----------------------------------------------------------------------------
(* The history that the host sees *)

(* An unanswered write may take effect until a takeover of its device has ended. *)
MayStillSurface(b) == Mode(Partner(Owner(b))) # "solo"

(* The refinement mapping: which ideal block a block of the array stands for. *)
IdealBlock(b) ==
  LET isPending == /\ blocks[b].issued # blocks[b].settled
                   /\ blocks[b].ending # "failed"
                   /\ blocks[b].openAt # 0 \/ MayStillSurface(b)
  IN  [value |-> blocks[b].settled, pending |-> IF isPending THEN blocks[b].issued ELSE 0]

Ideal == INSTANCE IdealDisk WITH disk <- [b \in Block |-> IdealBlock(b)]

(* The whole array implements the ideal disk. *)
Refinement == Ideal!Spec

IsSettled(b) == blocks'[b].settled > blocks[b].settled

(* Only the write under way comes into effect, and an unanswered one by the end of a takeover or never. *)
I3 == \A b \in Block : IsSettled(b) => IdealBlock(b).pending = blocks'[b].settled

(* The value that is in effect for a block never goes back to an older one, over any takeover. *)
I4 == \A b \in Block : blocks'[b].settled >= blocks[b].settled

(* What a controller does of an old epoch has no effect where a newer one is known: at host, device or partner.  That it *)
(* cannot is said of the state: a read of its would change nothing that a step could be told by.                         *)
I5 == \A k \in Side, b \in Block : LET d == Owner(b) IN
  /\ devices[d].routed > EpochOf(k, d)    => ~ENABLED (Acknowledge(k, b) \/ HostRead(k, b))
  /\ devices[d].confirmed > EpochOf(k, d) => ~ENABLED (DestageDone(k, b) \/ DeviceWriteLate(k, b))
  /\ devices[k].granted > EpochOf(k, k)   => ~ENABLED (Copy(k, b) \/ Enqueue(k, b))

-----------------------------------------------------------------------------
(* Mirror pages *)

(* Acquired mirror pages map one to one to versions; a free page has no DMA on its way to it. *)
I7 == \A k \in Side : OwnsTable(k) => \A e \in Entry : LET entry == Table(k)[e] IN
  IF entry.state = "free"
  THEN /\ MirrorPage(k, e).state # "copying"
       /\ \A i \in DOMAIN Entries(k) : Entries(k)[i].page = e => Entries(k)[i].drained
  ELSE \A other \in Entry \ {e} : ~Holds(Table(k)[other], entry.block, entry.version)

(* A mirror page that its writer released holds no version that a takeover could select. *)
I8 == \A k \in Side : OwnsTable(k) /\ MirrorAreaLives(Partner(k)) =>
  \A e \in Entry : Table(k)[e].state = "free" => MirrorPage(k, e).state # "committed"

IsLinked(k, i) == caches[k][i].state # "linked" /\ caches'[k][i].state = "linked"

(* Takeover links, per block, the highest committed version, and only one newer than the device. *)
I9 == \A k \in Side : \A i \in Page(k) : LET page == caches[k][i] IN
  IsLinked(k, i) => ~InMirror(k, page.block, page.version + 1) /\ page.version > blocks[page.block].media

(* A copy brings a sub-block to the mirror area in this cache. *)
MirrorGrows(k) == \E i \in Page(k) : caches'[k][i] # caches[k][i] /\ caches'[k][i].state \in {"copying", "committed"}

Undrained(k) == {i \in DOMAIN Entries(k) : ~Entries(k)[i].drained}

(* Every page that is linked, and every entry that is drained, is whole. *)
I10 ==
  /\ \A k \in Side : \A i \in Page(k) : IsLinked(k, i) => caches[k][i].written = SubBlocks
  /\ \A k \in Side : Undrained(k) # {} /\ MirrorGrows(Partner(k)) => IsWhole(Entries(k)[Least(Undrained(k))])

-----------------------------------------------------------------------------
(* Destage *)

(* The write ends in this step, and neither was nor comes into effect. *)
IsDiscarded(b, v) ==
  /\ blocks[b].ending # "failed" /\ blocks'[b].ending = "failed"
  /\ v = blocks'[b].issued /\ v > blocks'[b].settled

(* Dirty is cleared only for versions that the device then holds, that a newer acknowledged one supersedes, that no host *)
(* is to see, or that went with their cache.                                                                              *)
I11 == \A k \in Side : \A i \in Page(k) : LET page == caches[k][i] IN
  IsDirty(page) /\ ~IsDirty(caches'[k][i]) =>
    \/ controllers'[k].mode = "stopped"
    \/ blocks'[page.block].media >= page.version
    \/ IsAcknowledged(page.block) /\ blocks'[page.block].acknowledged > page.version
    \/ IsDiscarded(page.block, page.version)

(* Versions on a device never decrease, and no copy in a mirror area is followed by an older one. *)
I12 ==
  /\ \A b \in Block : blocks'[b].media >= blocks[b].media
  /\ \A k \in Side : MirrorGrows(k) => \A i \in Page(k) :
       caches'[k][i].state = "copying" => ~InMirror(k, caches[k][i].block, caches[k][i].version + 1)'

-----------------------------------------------------------------------------
(* FIFO *)

(* Nothing is taken away in this step. *)
NothingStrikes == faults' = faults /\ \A i \in DOMAIN Batteries : batteries'[i].state = batteries[i].state

(* An acknowledged version leaves the FIFO only when it, or a newer one, is in a mirror page or on the device. *)
I13 == NothingStrikes => \A k \in Side : \A entry \in {Entries(k)[i] : i \in Undrained(k)} :
  entry.version <= blocks'[entry.block].acknowledged =>
    \/ UndrainedInFifo(k, entry.block, entry.version)'
    \/ InMirror(Partner(k), entry.block, entry.version)'
    \/ blocks'[entry.block].media >= entry.version

(* While a writer mirrors, an empty indicator means that all it acknowledged is mirrored or on the device. *)
I14 == \A k \in Side :
  fifos[k].state = "empty" /\ Mode(k) = "mirrored" /\ MirrorAreaLives(Partner(k)) =>
    \A b \in Block : LET v == blocks[b].acknowledged IN
      Owner(b) = k => blocks[b].media >= v \/ InMirror(Partner(k), b, v)

(* Sub-blocks that are in the FIFO and not in a mirror page yet. *)
StepsQueued(k) ==
  Sum([i \in Undrained(k) |-> Entries(k)[i].written], Undrained(k))
  - Sum([e \in UnderWay(k) |-> MirrorPage(k, e).written], UnderWay(k))

IsCovered(k) ==
  /\ HasSupply(Fifo[k])
  /\ \A p \in {Fifo[k], Engine[k]} :
       BatteriesOf[p] # {} =>
         \E i \in BatteriesOf[p] :
           Sum([w \in Side |-> StepsQueued(w)], {w \in Side : i \in DrainBatteries[w]}) <= batteries[i].charge

ReliesOnFifo(k, b) == LET v == blocks[b].acknowledged IN blocks[b].media < v /\ ~InMirror(Partner(k), b, v)

(* Who answers on the strength of a FIFO entry has the FIFO fed, and charge for all that is queued. *)
I15 == \A k \in Side :
  (\E b \in Block : IsOpen(k, b) /\ IsAcknowledged(b) /\ ReliesOnFifo(k, b)') => IsCovered(k)'

-----------------------------------------------------------------------------
(* The system does not come to rest too early (L1, L6): what is still awaited, some action of the system is for. *)

IsServed(device) == \E k \in Side : Serves(k, device)

(* While a controller works that can be granted a device, the system does not come to rest before that is served. *)
L1_at_rest == (\E k, d \in Side : MayBeGranted(k, d) /\ ~IsServed(d)) => ENABLED System

(* While a request is open at a working controller, the system has something left to do. *)
L6_at_rest == (\E k \in Side, b \in Block : IsOpen(k, b) /\ Works(k)) => ENABLED System

-----------------------------------------------------------------------------
(* The steps as formulas that a model checker can be given. *)

I3_steps  == [][I3]_vars
I4_steps  == [][I4]_vars
I6_steps  == [][I6]_vars
I9_steps  == [][I9]_vars
I10_steps == [][I10]_vars
I11_steps == [][I11]_vars
I12_steps == [][I12]_vars
I13_steps == [][I13]_vars
I15_steps == [][I15]_vars

=============================================================================
