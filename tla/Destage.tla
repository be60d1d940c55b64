------------------------------- MODULE Destage -------------------------------
(***************************************************************************)
(* Destage: dirty pages are written to their device, and are clean once it *)
(* holds them (A3, A11, R9).  The write is under way between the two       *)
(* steps: what becomes of it when its controller hangs or stops is told in *)
(* Late.                                                                   *)
(***************************************************************************)
EXTENDS Queue

(* A3, A11: the controller begins to write a dirty page to the device; one write a block at a time (R16). *)
Destage(k, i) ==
  LET page == caches[k][i] IN
  /\ Acts(k, Working)
  /\ page.state \in {"dirty", "linked"}
  /\ R5_device(k, page.block)
  /\ R5_fence_device(k, page.block)
  /\ R16_destage(k, page.block)
  /\ R17_answered(k, page)
  /\ caches' = [caches EXCEPT ![k][i].state = "destaging"]
  /\ blocks' = [blocks EXCEPT ![page.block] = Begun(@, k, page.version)]
  /\ UNCHANGED <<control, fifos, surroundings>>

(* A3, R9: the device holds the version, and the controller learns of it.  The write may have landed before, while its *)
(* board hung.  R14: of a write that the host gave up, and that is complete, no half copy stays, unless it landed before. *)
DestageDone(k, b) ==
  LET media == Landed(blocks[b], k).media
      isUnfinished == /\ blocks[b].ending = "aborted" /\ ~IsNewer(blocks[b], blocks[b].issued, media)
                      /\ ~DuplicateIsWhole(k, b, blocks[b].issued)
      released == IF isUnfinished /\ R4_invalidated(k) THEN EntriesFor(k, b, blocks[b].issued) ELSE {}
      isDone(page) == page.block = b /\ IsDirty(page) /\ R9_version(page, media)
      dropped == DropKept(fifos[k], [c \in Block |-> IF c = b THEN media ELSE 0])
  IN  /\ Acts(k, Working)
      /\ R5_fence_device(k, b)
      /\ blocks[b].queued[k] = 0 =>
           {i \in Page(k) : LET page == caches[k][i] IN
              page.state = "destaging" /\ page.block = b /\ ~IsNewer(blocks[b], page.version, blocks[b].media)} # {}
      /\ blocks' = [blocks EXCEPT ![b] = Landed(@, k)]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |-> IF isDone(@[i]) THEN CleanPage ELSE @[i]],
                                  ![Partner(k)] = Invalidated(k, released)]
      /\ controllers' = [controllers EXCEPT ![k].table = Released(k, released)]
      /\ fifos' = [fifos EXCEPT ![k] = DiscardHalf(dropped, b, media)]
      /\ UNCHANGED surroundings

-----------------------------------------------------------------------------
DestageNext(k) ==
  \/ \E i \in Page(k) : Destage(k, i)
  \/ \E b \in Block : DestageDone(k, b)

(* By name and arguments, as a trace has them. *)
DestageTaken(name, args) ==
  \/ name = "Destage"     /\ Destage(args[1], args[2])
  \/ name = "DestageDone" /\ DestageDone(args[1], args[2])

=============================================================================
