------------------------------- MODULE Answer --------------------------------
(***************************************************************************)
(* Answer: the host is told that its write is safe (B1, B10, B15), which   *)
(* R0, R7 and R11 guard, or what a block holds (B9), which R8 and R12      *)
(* guard.  What a controller answers is also what a takeover brings into   *)
(* effect.                                                                 *)
(***************************************************************************)
EXTENDS Queue

(* Acknowledge *)

(* Whether the host may be told that its newest write to the block is safe: the device holds it, or the read/write page *)
(* and its duplicate are whole; or, weakened, with one copy only (R7), or once any of that ended with an error (R15).      *)
IsProtected(k, b) ==
  IsNewer(blocks[b], blocks[b].issued, blocks[b].media) =>
    (~(blocks[b].ending = "errored" /\ R15_error) =>
       /\ R0_written(k, b)
       /\ IF Mode(k) = "mirrored" THEN R0_verified(k, b) /\ R11_charge(k, 0) ELSE R7_writeThrough /\ R12_mark(b))

(* B1, B10, B15: the host is told that its write is safe, once for all pages of the request.  Older versions need no *)
(* destage any more, nor their place in the FIFO (R2).                                                                *)
Acknowledge(k, b) ==
  LET request == RequestBlocks(b)
      isSuperseded(page) == /\ page.state \in {"dirty", "linked"}
                            /\ page.block \in request
                            /\ IsNewer(blocks[page.block], blocks[page.block].issued, page.version)
  IN  /\ Acts(k, Working)
      /\ IsOpen(k, b)
      /\ IsUnderWay(b)
      /\ ~blocks[b].joined
      /\ R5_fence_host(k, b)
      /\ \A c \in request : IsProtected(k, c)
      /\ blocks' = [c \in Block |->
                      IF c \in request
                      THEN [blocks[c] EXCEPT !.acknowledged = blocks[c].issued,
                                             !.settled = Greatest({@, blocks[c].issued}),
                                             !.openAt = 0,
                                             !.joined = FALSE,
                                             !.ending = "none",
                                             !.suspect = FALSE]
                      ELSE blocks[c]]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |-> IF isSuperseded(@[i]) THEN CleanPage ELSE @[i]]]
      /\ fifos' = [fifos EXCEPT ![k] = DropKept(@, [c \in Block |-> IF c \in request THEN blocks[c].issued - 1 ELSE 0])]
      /\ UNCHANGED <<control, surroundings>>

-----------------------------------------------------------------------------
(* Read *)

(* The version that a controller answers a read with: the newest in its cache (R8), else what the device holds. *)
Answer(k, b, pages) ==
  LET readable == {i \in Page(k) : /\ pages[i].block = b
                                   /\ IsDirty(pages[i])
                                   /\ pages[i].state = "linked" \/ R8_protected(b, pages[i])}
      newest == {i \in readable : ~\E j \in readable : IsNewer(blocks[b], pages[j].version, pages[i].version)}
  IN  IF readable = {} THEN blocks[b].media ELSE pages[Least(newest)].version

(* The host reads a block (B9: from the controller in charge).  What it was answered is in effect from then on.  One that *)
(* is suspect is not answered (R12).                                                                                       *)
HostRead(k, b) ==
  /\ Acts(k, Working)
  /\ blocks[b].issued > 0
  /\ InCharge(k, b)
  /\ R5_fence_host(k, b)
  /\ blocks' = IF blocks[b].suspect THEN blocks ELSE [blocks EXCEPT ![b].settled = Answer(k, b, caches[k])]
  /\ UNCHANGED <<control, memory, surroundings>>

-----------------------------------------------------------------------------
(* The host asks to read; answering writes is the array's. *)
HostReads(k) == \E b \in Block : HostRead(k, b)

AnswerNext(k) == \E b \in Block : Acknowledge(k, b)

(* By name and arguments, as a trace has them. *)
AnswerTaken(name, args) ==
  \/ name = "Acknowledge" /\ Acknowledge(args[1], args[2])
  \/ name = "HostRead"    /\ HostRead(args[1], args[2])

=============================================================================
