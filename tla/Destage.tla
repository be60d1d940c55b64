------------------------------- MODULE Destage -------------------------------
(***************************************************************************)
(* Destage: dirty pages are written to their device, and are clean once it *)
(* holds them (A3, A11, R9).  The write is under way between the two       *)
(* steps: what becomes of it when its controller hangs or stops is told in *)
(* Late.                                                                   *)
(***************************************************************************)
EXTENDS Queue

(* A controller destages for the devices it serves, and for its own also while it takes over from its partner. *)
MayWriteDevice(k, b) == Owner(b) # k => Mode(k) = "solo"

IsDestaging(k, b) == \E i \in Page(k) : caches[k][i].state = "destaging" /\ caches[k][i].block = b

(* An unanswered version may stay off the device: not with one copy (R7), nor with too little charge for it (R11), nor *)
(* while every place in the FIFO is kept for a destage.                                                                 *)
WritesBack(k, page) ==
  /\ Mode(k) = "mirrored"
  /\ R11_charge(k, IF Queued(k, page.block, page.version) # {} THEN 0 ELSE SubBlocks)
  /\ ~(Ack = "fifo" /\ Len(Entries(k)) = FifoDepth /\ \A i \in DOMAIN Entries(k) : Entries(k)[i].drained)

(* R14: nobody waits for this version, and the device may have it. *)
IsGivenUp(page) == blocks[page.block].ending = "aborted" /\ page.version = blocks[page.block].issued

(* A3, A11: the controller begins to write a dirty page to the device; one write a block at a time. *)
Destage(k, i) ==
  LET page == caches[k][i] IN
  /\ Acts(k, Working)
  /\ page.state \in {"dirty", "linked"}
  /\ MayWriteDevice(k, page.block)
  /\ R5_fence(k)
  /\ ~IsDestaging(k, page.block)
  /\ WritesBack(k, page) => page.version <= blocks[page.block].settled \/ IsGivenUp(page)
  /\ caches' = [caches EXCEPT ![k][i].state = "destaging"]
  /\ blocks' = [blocks EXCEPT ![page.block].queued[k] = page.version]
  /\ UNCHANGED <<control, fifos, surroundings>>

(* A3, R9: the device holds the version, and the controller learns of it.  The write may have landed before, while its *)
(* board hung.                                                                                                          *)
DestageDone(k, b) ==
  LET media == IF blocks[b].queued[k] # 0 THEN blocks[b].queued[k] ELSE blocks[b].media
      isDone(page) == page.block = b /\ IsDirty(page) /\ R9_version(page, media)
      dropped == DropKept(fifos[k], [c \in Block |-> IF c = b THEN media ELSE 0])
  IN  /\ Acts(k, Working)
      /\ R5_fence(k)
      /\ blocks[b].queued[k] = 0 =>
           {i \in Page(k) : LET page == caches[k][i] IN
              page.state = "destaging" /\ page.block = b /\ page.version <= blocks[b].media} # {}
      /\ blocks' = [blocks EXCEPT ![b] = Completed([@ EXCEPT !.media = media, !.queued[k] = 0])]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |-> IF isDone(@[i]) THEN CleanPage ELSE @[i]]]
      /\ fifos' = [fifos EXCEPT ![k] = DiscardHalf(dropped, b, media)]
      /\ UNCHANGED <<control, surroundings>>

-----------------------------------------------------------------------------
DestageNext(k) ==
  \/ \E i \in Page(k) : Destage(k, i)
  \/ \E b \in Block : DestageDone(k, b)

(* By name and arguments, as a trace has them. *)
DestageTaken(name, args) ==
  \/ name = "Destage"     /\ Destage(args[1], args[2])
  \/ name = "DestageDone" /\ DestageDone(args[1], args[2])

=============================================================================
