------------------------------ MODULE Duplicate ------------------------------
(***************************************************************************)
(* Duplicate: what the host wrote gets its second copy.  Under ack rule    *)
(* mirror the node channel copies it to the mirror page (A1, A8, A16);     *)
(* under ack rule fifo it goes to the FIFO, and a drain engine takes it to *)
(* the mirror page from there (B1, B10, B15).                              *)
(*                                                                         *)
(* Sub-blocks come to a mirror page one by one, the header with the first, *)
(* the commit mark with the last (R1).                                     *)
(***************************************************************************)
EXTENDS Queue

WithSubBlock(page, b, v) ==
  LET continues == page.state = "copying" /\ Holds(page, b, v)
      written   == IF continues THEN page.written + 1 ELSE 1
  IN  [state |-> IF written = SubBlocks THEN "committed" ELSE "copying", block |-> b, version |-> v, written |-> written]

(* With R17 weakened, a page that is still being filled is copied as it is: its last sub-block is not the host's. *)
Copied(page, k, b) ==
  IF NewestIs(k, b, "filling")
  THEN [WithSubBlock(page, b, blocks[b].issued) EXCEPT !.state = "committed", !.written = SubBlocks - 1]
  ELSE WithSubBlock(page, b, blocks[b].issued)

(* Weakened, R0 lets a duplicate go on after an early answer (H01). *)
AwaitsDuplicate(k, b) == InForce("R0_verified") => IsOpen(k, b)

(* R15: an error that ended the last try is made good. *)
TriedAgain(b) == [blocks EXCEPT ![b].ending = IF @ = "errored" THEN "none" ELSE @]

(* A1, A8, A16 (ack rule mirror): the node channel copies one sub-block, one page at a time in each direction.  It goes *)
(* on by itself while its board hangs.                                                                                   *)
Copy(k, b) ==
  /\ Ack = "mirror"
  /\ Mode(k) = "mirrored"
  /\ channelUp
  /\ AwaitsDuplicate(k, b)
  /\ MirrorAreaOpen(Partner(k))
  /\ R5_fence_partner(k)
  /\ R17_page(k, b)
  /\ \E e \in EntriesFor(k, b, blocks[b].issued) :
       LET page == MirrorPage(k, e) IN
       /\ IF Holds(page, b, blocks[b].issued) THEN page.state = "copying" ELSE R16_copy(k)
       /\ caches' = [caches EXCEPT ![Partner(k)][MirrorIndex(Partner(k), e)] = Copied(@, k, b)]
  /\ blocks' = TriedAgain(b)
  /\ UNCHANGED <<control, fifos, surroundings>>

(* B1, B10, B15 (ack rule fifo): one sub-block goes to the FIFO; with the last one the entry is verified. *)
Enqueue(k, b) ==
  LET v      == blocks[b].issued
      length == Len(Entries(k))
      half   == {i \in Queued(k, b, v) : ~IsWhole(Entries(k)[i])}
  IN  /\ Ack = "fifo"
      /\ Acts(k, {"mirrored"})
      /\ fifos[k].state # "failed"
      /\ AwaitsDuplicate(k, b)
      /\ R5_fence_partner(k)
      /\ R17_page(k, b)
      /\ IF half = {}
         THEN /\ R16_entry(k)
              /\ length < FifoDepth
              /\ Queued(k, b, v) = {}
              /\ R11_charge(k, SubBlocks)
              /\ \E e \in EntriesFor(k, b, v) :
                   /\ ~Holds(MirrorPage(k, e), b, v)
                   /\ fifos' = [fifos EXCEPT
                        ![k].state   = IF @ = "empty" THEN "holding" ELSE @,
                        ![k].entries = Append(@, [block |-> b, version |-> v, page |-> e, written |-> 1,
                                                  drained |-> FALSE])]
         ELSE fifos' = [fifos EXCEPT ![k].entries[Least(half)].written = @ + 1]
      /\ blocks' = TriedAgain(b)
      /\ UNCHANGED <<control, caches, surroundings>>

(* B1, B15, B8: the drain engine moves one sub-block of the oldest entry to its mirror page.  Entries accepted before a *)
(* fence still drain (R5).  On battery each such step costs one unit of charge (R11).                                    *)
Drain(k) ==
  LET oldest  == Entries(k)[Least(ToDrain(k))]
      begins  == UnderWay(k) = {}
      e       == IF begins THEN oldest.page ELSE Least(UnderWay(k))
      b       == IF begins THEN oldest.block ELSE MirrorPage(k, e).block
      v       == IF begins THEN oldest.version ELSE MirrorPage(k, e).version
      page    == WithSubBlock(MirrorPage(k, e), b, v)
      leaving == {i \in Queued(k, b, v) : ~Entries(k)[i].drained /\ R13_committed(page)}
  IN  /\ Ack = "fifo"
      /\ CanDrain(k)
      /\ ToDrain(k) \cup UnderWay(k) # {}
      /\ caches' = [caches EXCEPT ![Partner(k)][MirrorIndex(Partner(k), e)] = page]
      /\ fifos' = [fifos EXCEPT ![k] = IF leaving # {} THEN Leave(k, Least(leaving))
                                       ELSE IF begins THEN [@ EXCEPT !.state = "draining"]
                                       ELSE @]
      /\ batteries' = [i \in DOMAIN batteries |->
                         IF i \in DrainBatteries[k] /\ DrainRunsOn(k, i) /\ batteries[i].charge > 0
                         THEN [batteries[i] EXCEPT !.charge = @ - 1] ELSE batteries[i]]
      /\ UNCHANGED <<control, volume, units, channel, arbiter, history>>

-----------------------------------------------------------------------------
DuplicateNext(k) ==
  \/ \E b \in Block : Copy(k, b) \/ Enqueue(k, b)
  \/ Drain(k)

(* By name and arguments, as a trace has them. *)
DuplicateTaken(name, args) ==
  \/ name = "Copy"    /\ Copy(args[1], args[2])
  \/ name = "Enqueue" /\ Enqueue(args[1], args[2])
  \/ name = "Drain"   /\ Drain(args[1])

=============================================================================
