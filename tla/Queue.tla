-------------------------------- MODULE Queue --------------------------------
(***************************************************************************)
(* How entries leave a FIFO: drained, kept for a while until the device    *)
(* has their version (H28), or discarded because nothing will complete     *)
(* them (H32).  What makes an entry leave is said where it happens.        *)
(***************************************************************************)
EXTENDS Rules

Without(entries, i) == SubSeq(entries, 1, i - 1) \o SubSeq(entries, i + 1, Len(entries))

(* Takes an entry out that was never verified: nothing will complete it any more. *)
Dropped(fifo, i) ==
  LET rest == Without(fifo.entries, i)
  IN  [fifo EXCEPT !.state   = IF \E j \in DOMAIN rest : ~rest[j].drained THEN @ ELSE "empty",
                   !.entries = rest]

(* The same of all that were never verified. *)
DiscardHalves(fifo) ==
  LET rest == SelectSeq(fifo.entries, IsWhole)
  IN  IF rest = fifo.entries THEN fifo
      ELSE [fifo EXCEPT !.state   = IF \E j \in DOMAIN rest : ~rest[j].drained THEN @ ELSE "empty",
                        !.entries = rest]

(* The entry has done its work.  With KeepUntilDestage it stays, out of the indicator's sight, while the device has not *)
(* got its version and no newer one is acknowledged (H28).                                                               *)
Leave(k, i) ==
  LET entry == Entries(k)[i]
      keeps == KeepUntilDestage /\ IsNewer(blocks[entry.block], entry.version, blocks[entry.block].media)
                                /\ ~IsNewer(blocks[entry.block], blocks[entry.block].acknowledged, entry.version)
      rest  == IF keeps THEN [Entries(k) EXCEPT ![i].drained = TRUE] ELSE Without(Entries(k), i)
  IN  [fifos[k] EXCEPT !.state   = IF \E j \in DOMAIN rest : ~rest[j].drained THEN "holding" ELSE "empty",
                       !.entries = rest]

(* Drained entries are kept no longer for versions up to this one (H28). *)
DropKept(fifo, upTo) ==
  IF ~KeepUntilDestage THEN fifo
  ELSE [fifo EXCEPT !.entries = SelectSeq(@, LAMBDA entry :
         entry.drained => IsNewer(blocks[entry.block], entry.version, upTo[entry.block]))]

(* What the device holds needs no duplicate: an entry that is half written would only block the FIFO. *)
DiscardHalf(fifo, b, upTo) ==
  LET half == {i \in DOMAIN fifo.entries :
                 /\ fifo.entries[i].block = b
                 /\ ~IsNewer(blocks[b], fifo.entries[i].version, upTo)
                 /\ ~IsWhole(fifo.entries[i])}
  IN  IF half = {} THEN fifo ELSE Dropped(fifo, Least(half))

=============================================================================
