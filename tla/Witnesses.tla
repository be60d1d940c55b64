------------------------------ MODULE Witnesses ------------------------------
(***************************************************************************)
(* What must come to pass in some behaviour, so that no property holds for *)
(* want of anything to judge.  Each is a formula of a step; that no step   *)
(* satisfies it is what a model checker must refute.                       *)
(***************************************************************************)
EXTENDS Properties

Reached(mode) == \E k \in Side : controllers'[k].mode = mode

TakesCharge(k) == Mode(k) # "solo" /\ controllers'[k].mode = "solo"

(* A takeover links a copy page that the device does not hold. *)
TakeoverLinks == \E k \in Side : \E i \in Page(k) : IsLinked(k, i)

(* A device write lands after its controller hung or stopped. *)
LateDeviceWrite == \E k \in Side, b \in Block : DeviceWriteLate(k, b)

(* A takeover brings an unanswered write into effect; or ends without it. *)
UnansweredWriteSurfaces == (\E k \in Side : TakesCharge(k)) /\ \E b \in Block : IsSettled(b)
UnansweredWriteIsGone ==
  (\E k \in Side : TakesCharge(k)) /\ \E b \in Block : 
    /\ blocks'[b].issued > blocks'[b].settled /\ blocks'[b].openAt = 0
    /\ blocks'[b].ending # "failed"

(* A write that the host gave up is completed, or discarded; or one that it waits for is told failed. *)
GivenUpIsCompleted == \E b \in Block :
  blocks[b].ending = "aborted" /\ blocks'[b].openAt = 0 /\ blocks'[b].settled = blocks'[b].issued
GivenUpIsDiscarded == \E b \in Block : blocks[b].ending = "aborted" /\ blocks'[b].ending = "failed"
ToldFailed         == \E b \in Block : blocks[b].ending = "errored" /\ blocks'[b].ending = "failed"

(* A write is answered before the device has it; or after, with one copy in a cache. *)
WriteBack    == \E b \in Block : IsAcknowledged(b) /\ blocks'[b].media < blocks'[b].acknowledged
WriteThrough == \E k \in Side, b \in Block : IsOpen(k, b) /\ IsAcknowledged(b) /\ Mode(k) # "mirrored"

(* A write is answered while an older version is still dirty. *)
SupersededInCache == \E k \in Side, b \in Block :
  /\ IsOpen(k, b) /\ IsAcknowledged(b) /\ ~blocks[b].joined
  /\ \E i \in Page(k) : LET page == caches[k][i] IN
       page.block = b /\ page.version < blocks[b].issued /\ IsDirty(page)

(* A controller that works is fenced with dirty pages. *)
WronglyFenced == \E k \in Side :
  /\ Mode(k) = "suspecting" /\ controllers'[k].mode = "draining"
  /\ controllers[Partner(k)].board = "up"
  /\ \E i \in Page(Partner(k)) : IsDirty(caches[Partner(k)][i])

(* The node channel copies while its board hangs; a takeover finds a copy that is only half there. *)
CopyWhileHung == \E k \in Side : controllers[k].board = "hung" /\ MirrorGrows(Partner(k))
TornCopy == \E k \in Side : TakesCharge(k) /\ \E i \in Page(k) : caches[k][i].state = "copying"

(* A FIFO drains after its writer stopped; while the survivor waits for it; on battery. *)
DrainAfterDeath == \E k \in Side : Mode(k) = "stopped" /\ MirrorGrows(Partner(k))
DrainAfterFence == \E k \in Side : Mode(k) = "draining" /\ MirrorGrows(k)
DrainOnBattery ==
  /\ \E k \in Side : MirrorGrows(k)
  /\ \E i \in DOMAIN Batteries : batteries'[i].charge < batteries[i].charge

(* A write waits for a place in the FIFO. *)
FifoIsFull == \E k \in Side : Len(fifos'[k].entries) = FifoDepth

(* A version is on the device while it still waits in the FIFO. *)
DestagedBeforeDrained == (\E k \in Side : \E i \in DOMAIN Entries(k) :
  blocks[Entries(k)[i].block].media >= Entries(k)[i].version)'

(* A FIFO entry is discarded because it was never verified. *)
TruncatedEntry == \E k \in Side :
  /\ fifos'[k].state # "failed"
  /\ \E entry \in {Entries(k)[i] : i \in DOMAIN Entries(k)} :
       ~IsWhole(entry) /\ blocks[entry.block].openAt # 0 /\ Queued(k, entry.block, entry.version)' = {}

(* A request of several pages is answered at once. *)
SeveralPagesAtOnce == \E b \in Block : b + 1 \in Block /\ IsAcknowledged(b) /\ blocks[b + 1].joined

(* A page is written while the page before it is being copied. *)
Pipelined == \E k \in Side, b \in Block :
  /\ IsOpen(k, b) /\ blocks[b].joined
  /\ \E i \in NewestPages(k, b) : caches[k][i].state = "filling" /\ caches'[k][i].state = "dirty"
  /\ \/ Queued(k, b - 1, blocks[b - 1].issued) # {}
     \/ Ack = "mirror" /\ \E i \in Page(Partner(k)) : Holds(caches[Partner(k)][i], b - 1, blocks[b - 1].issued)

=============================================================================
