------------------------------- MODULE Endings -------------------------------
(***************************************************************************)
(* Endings: how a write ends that the host is not told to be safe.  The    *)
(* host gives up, and what becomes of its write is unknown until the array *)
(* has resolved it (R14): completed, once the device has it, or discarded. *)
(* Or a duplicate ends with an error, and the host is told that its write  *)
(* failed (R15).                                                           *)
(***************************************************************************)
EXTENDS Queue

(* H52: the host gives up, by a time-out or a cancel, and asks nobody whether it may.  Its request falls apart: each block *)
(* is resolved by itself, for a mixture of pages is allowed (H38).                                                         *)
Abort(k, b) ==
  /\ "Abort" \in FaultKinds
  /\ IsOpen(k, b)
  /\ IsUnderWay(b)
  /\ ~blocks[b].joined
  /\ blocks' = [c \in Block |->
                  IF c \in RequestBlocks(b)
                  THEN Completed([blocks[c] EXCEPT !.joined = FALSE, !.ending = "aborted"])
                  ELSE blocks[c]]
  /\ UNCHANGED <<control, memory, surroundings>>

(* The newest version can be taken back: it is neither on the device nor on its way to it, and its duplicate is not *)
(* whole.  With a whole one, the copy of the version before may be released already (R2): such a write is completed.    *)
IsDiscardable(k, b) ==
  /\ IsNewer(blocks[b], blocks[b].issued, blocks[b].media)
  /\ {i \in NewestPages(k, b) : caches[k][i].state \in {"filling", "dirty"}} # {}
  /\ ~DuplicateIsWhole(k, b, blocks[b].issued)
  /\ EntriesFor(k, b, blocks[b].issued) # {} => R4_invalidated(k)

(* R14, R15: a write is discarded wherever it is, and never takes effect.  The host gave it up, or a duplicate of it ended *)
(* with an error, and the host is told that it failed: the whole request, for that is what it waits for.                   *)
Discard(k, b) ==
  LET request       == RequestBlocks(b)
      IsNewest(it)  == it.block \in request /\ it.version = blocks[it.block].issued
      IsGone(page)  == IsNewest(page) /\ InReadWriteArea(page)
      entries       == UNION {EntriesFor(k, c, blocks[c].issued) : c \in request}
      queued        == {i \in DOMAIN Entries(k) : IsNewest(Entries(k)[i])}
      rest          == SelectSeq(Entries(k), LAMBDA entry : ~IsNewest(entry))
  IN  /\ Acts(k, Working)
      /\ IsOpen(k, b)
      /\ ~blocks[b].joined
      /\ IsUnderWay(b) => R5_fence_host(k, b)
      /\ {c \in request : blocks[c].ending # "none"} # {}
      /\ \A c \in request : IsDiscardable(k, c)
      /\ blocks' = [c \in Block |->
                      IF c \in request
                      THEN [blocks[c] EXCEPT !.openAt = 0, !.joined = FALSE, !.ending = "failed"]
                      ELSE blocks[c]]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |-> IF IsGone(@[i]) THEN CleanPage ELSE @[i]],
                                  ![Partner(k)] = Invalidated(k, entries)]
      /\ controllers' = [controllers EXCEPT ![k].table = Released(k, entries)]
      /\ fifos' = IF queued = {} THEN fifos
                  ELSE [fifos EXCEPT ![k].entries = rest,
                                     ![k].state   = IF \E i \in DOMAIN rest : ~rest[i].drained THEN @ ELSE "empty"]
      /\ UNCHANGED surroundings

-----------------------------------------------------------------------------
(* The host gives up; the rest is the array's. *)
HostAborts(k) == \E b \in Block : Abort(k, b)

EndingsNext(k) == \E b \in Block : Discard(k, b)

(* By name and arguments, as a trace has them. *)
EndingsTaken(name, args) ==
  \/ name = "Abort"   /\ Abort(args[1], args[2])
  \/ name = "Discard" /\ Discard(args[1], args[2])

=============================================================================
