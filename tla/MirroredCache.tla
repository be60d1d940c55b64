---------------------------- MODULE MirroredCache ----------------------------
(***************************************************************************)
(* The mirrored write-back cache of two controllers.  Claims are cited as  *)
(* A1-A16 and B1-B15, requirements as R0-R13, hazards as H01 and up; what  *)
(* each of them says stands in ../spec.                                    *)
(***************************************************************************)
EXTENDS Faults

-----------------------------------------------------------------------------
(* Boot: both tell their cache sizes, both allocate their mirror areas, both create their tables (A2, A10). *)

NotifySize(k) ==
  /\ Acts(k, {"booting"})
  /\ channelUp
  /\ SetMode(k, "notified")
  /\ UNCHANGED <<memory, volume, surroundings>>

AllocateMirror(k) ==
  /\ Acts(k, {"notified"})
  /\ Mode(Partner(k)) \in Watching \ {"booting"}
  /\ SetMode(k, "allocated")
  /\ UNCHANGED <<memory, volume, surroundings>>

CreateTable(k) ==
  /\ Acts(k, {"allocated"})
  /\ channelUp
  /\ Mode(Partner(k)) \in Watching \ {"booting", "notified"}
  /\ SetMode(k, "mirrored")
  /\ UNCHANGED <<memory, volume, surroundings>>

-----------------------------------------------------------------------------
(* Write *)

(* Table entries for the blocks of a request, 0 where there is none. *)
RECURSIVE FreshEntries(_, _, _, _)
FreshEntries(k, b, pages, taken) ==
  IF pages = 0 THEN << >>
  ELSE LET e == R2_fresh(k, b, taken) IN <<e>> \o FreshEntries(k, b + 1, pages - 1, e)

(* A1, A6, A9, B9: the switch routes a write to the controller in charge, which takes all its pages at once, *)
(* read/write and mirror, or lets the request wait: it never holds one while it waits for another (H39, H40). *)
HostWrite(k, b, pages) ==
  LET request  == b .. b + pages - 1
      mirrors  == Mode(k) = "mirrored"
      entries  == FreshEntries(k, b, pages, 0)
      taken    == Lowest(CleanPages(k), pages)
      newest   == [c \in request |-> blocks[c].issued + 1]
      filled(i) == LET c == b - 1 + CHOOSE n \in 1 .. pages : taken[n] = i
                   IN  [state |-> "filling", block |-> c, version |-> newest[c], written |-> 0]
      acquired(e) == LET c == b - 1 + CHOOSE n \in 1 .. pages : entries[n] = e
                     IN  [state |-> "acquired", block |-> c, version |-> newest[c]]
  IN  /\ Acts(k, Serving)
      /\ request \subseteq Block /\ Owner(b) = Owner(b + pages - 1)
      /\ InCharge(k, b)
      /\ R5_fence(k)
      /\ \A c \in request : blocks[c].openAt = 0
      /\ Sum([c \in Block |-> blocks[c].issued], Block) + pages <= Writes
      /\ Cardinality(CleanPages(k)) >= pages
      /\ mirrors => MirrorAreaOpen(Partner(k)) /\ \A n \in 1 .. pages : entries[n] # 0
      /\ blocks' = [c \in Block |-> IF c \in request
                                    THEN [blocks[c] EXCEPT !.issued = newest[c], !.openAt = k, !.joined = c > b]
                                    ELSE blocks[c]]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |->
                      IF \E n \in 1 .. pages : taken[n] = i THEN filled(i) ELSE @[i]]]
      /\ controllers' = IF mirrors
                        THEN [controllers EXCEPT ![k].table = [e \in Entry |->
                                IF \E n \in 1 .. pages : entries[n] = e THEN acquired(e) ELSE @[e]]]
                        ELSE controllers
      /\ UNCHANGED <<fifos, surroundings>>

(* A1, A6, B15: the host's data goes to the read/write page; the next page follows while the one before is copied. *)
WritePage(k, b) ==
  /\ Acts(k, Working)
  /\ IsOpen(k, b)
  /\ NewestIs(k, b, "filling")
  /\ blocks[b].joined => ~NewestIs(k, b - 1, "filling")
  /\ \E i \in NewestPages(k, b) : caches' = [caches EXCEPT ![k][i].state = "dirty"]
  /\ UNCHANGED <<control, fifos, volume, surroundings>>

-----------------------------------------------------------------------------
(* Copy and drain: sub-blocks come to a mirror page, the header with the first, the commit mark with the last (R1). *)

WithSubBlock(page, b, v) ==
  LET continues == page.state = "copying" /\ Holds(page, b, v)
      written   == IF continues THEN page.written + 1 ELSE 1
  IN  [state |-> IF written = SubBlocks THEN "committed" ELSE "copying", block |-> b, version |-> v, written |-> written]

(* Weakened, R0 lets a duplicate go on after an early answer (H01). *)
AwaitsDuplicate(k, b) == InForce("R0_verified") => IsOpen(k, b)

(* A1, A8, A16 (ack rule mirror): the node channel copies one sub-block, one page at a time in each direction.  It goes *)
(* on by itself while its board hangs.                                                                                   *)
Copy(k, b) ==
  /\ Ack = "mirror"
  /\ Mode(k) = "mirrored"
  /\ channelUp
  /\ AwaitsDuplicate(k, b)
  /\ MirrorAreaOpen(Partner(k))
  /\ R5_fence(k)
  /\ NewestIs(k, b, "dirty")
  /\ \E e \in EntriesFor(k, b, blocks[b].issued) :
       LET page == MirrorPage(k, e) IN
       /\ IF Holds(page, b, blocks[b].issued) THEN page.state = "copying" ELSE UnderWay(k) = {}
       /\ caches' = [caches EXCEPT ![Partner(k)][MirrorIndex(Partner(k), e)] = WithSubBlock(@, b, blocks[b].issued)]
  /\ UNCHANGED <<control, fifos, volume, surroundings>>

(* B1, B10, B15 (ack rule fifo): one sub-block goes to the FIFO; with the last one the entry is verified. *)
Enqueue(k, b) ==
  LET v      == blocks[b].issued
      length == Len(Entries(k))
      begins == length = 0 \/ IsWhole(Entries(k)[length])
  IN  /\ Ack = "fifo"
      /\ Acts(k, {"mirrored"})
      /\ fifos[k].state # "failed"
      /\ AwaitsDuplicate(k, b)
      /\ R5_fence(k)
      /\ NewestIs(k, b, "dirty")
      /\ IF begins
         THEN /\ length < FifoDepth
              /\ Queued(k, b, v) = {}
              /\ R11_charge(k, SubBlocks)
              /\ \E e \in EntriesFor(k, b, v) :
                   /\ ~Holds(MirrorPage(k, e), b, v)
                   /\ fifos' = [fifos EXCEPT
                        ![k].state   = IF @ = "empty" THEN "holding" ELSE @,
                        ![k].entries = Append(@, [block |-> b, version |-> v, page |-> e, written |-> 1,
                                                  drained |-> FALSE])]
         ELSE /\ Holds(Entries(k)[length], b, v)
              /\ fifos' = [fifos EXCEPT ![k].entries[length].written = @ + 1]
      /\ UNCHANGED <<control, caches, volume, surroundings>>

(* The entry has done its work.  With KeepUntilDestage it stays, out of the indicator's sight, while the device has not *)
(* got its version and no newer one is acknowledged (H28).                                                               *)
Leave(k, i) ==
  LET entry == Entries(k)[i]
      keeps == KeepUntilDestage /\ blocks[entry.block].media < entry.version
                                /\ blocks[entry.block].acknowledged <= entry.version
      rest  == IF keeps THEN [Entries(k) EXCEPT ![i].drained = TRUE] ELSE Without(Entries(k), i)
  IN  [state |-> IF \E j \in DOMAIN rest : ~rest[j].drained THEN "holding" ELSE "empty", entries |-> rest]

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
(* Acknowledge *)

(* Whether the host may be told that its newest write to the block is safe: the device holds it, or the read/write page *)
(* and its duplicate are whole, or, with one copy only, R7 is weakened.                                                  *)
IsProtected(k, b) ==
  blocks[b].media < blocks[b].issued =>
    /\ \E i \in NewestPages(k, b) : IsDirty(caches[k][i])
    /\ IF Mode(k) = "mirrored" THEN R0_verified(k, b) /\ R11_charge(k, 0) ELSE R7_writeThrough

(* Drained entries are kept no longer for versions up to this one (H28). *)
DropKept(fifo, upTo) ==
  IF ~KeepUntilDestage THEN fifo
  ELSE [fifo EXCEPT !.entries = SelectSeq(@, LAMBDA entry : ~(entry.drained /\ entry.version <= upTo[entry.block]))]

(* B1, B10, B15: the host is told that its write is safe, once for all pages of the request.  Older versions need no *)
(* destage any more, nor their place in the FIFO (R2).                                                                *)
Acknowledge(k, b) ==
  LET request == RequestBlocks(b)
      isSuperseded(page) == /\ page.state \in {"dirty", "linked"}
                            /\ page.block \in request
                            /\ page.version < blocks[page.block].issued
  IN  /\ Acts(k, Working)
      /\ IsOpen(k, b)
      /\ ~blocks[b].joined
      /\ R5_fence(k)
      /\ \A c \in request : IsProtected(k, c)
      /\ blocks' = [c \in Block |->
                      IF c \in request
                      THEN [blocks[c] EXCEPT !.acknowledged = blocks[c].issued,
                                             !.settled = Greatest({@, blocks[c].issued}),
                                             !.openAt = 0,
                                             !.joined = FALSE]
                      ELSE blocks[c]]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |-> IF isSuperseded(@[i]) THEN CleanPage ELSE @[i]]]
      /\ fifos' = [fifos EXCEPT ![k] = DropKept(@, [c \in Block |-> IF c \in request THEN blocks[c].issued - 1 ELSE 0])]
      /\ UNCHANGED <<control, surroundings>>

-----------------------------------------------------------------------------
(* Destage and release *)

(* A controller destages for the devices it serves, and for its own also while it takes over from its partner. *)
MayWriteDevice(k, b) == Owner(b) # k => Mode(k) = "solo"

IsDestaging(k, b) == \E i \in Page(k) : caches[k][i].state = "destaging" /\ caches[k][i].block = b

(* An unanswered version may stay off the device: not with one copy (R7), nor with too little charge for it (R11), nor *)
(* while every place in the FIFO is kept for a destage.                                                                 *)
WritesBack(k, page) ==
  /\ Mode(k) = "mirrored"
  /\ R11_charge(k, IF Queued(k, page.block, page.version) # {} THEN 0 ELSE SubBlocks)
  /\ ~(Ack = "fifo" /\ Len(Entries(k)) = FifoDepth /\ \A i \in DOMAIN Entries(k) : Entries(k)[i].drained)

(* A3, A11: the controller begins to write a dirty page to the device; one write a block at a time. *)
Destage(k, i) ==
  LET page == caches[k][i] IN
  /\ Acts(k, Working)
  /\ page.state \in {"dirty", "linked"}
  /\ MayWriteDevice(k, page.block)
  /\ R5_fence(k)
  /\ ~IsDestaging(k, page.block)
  /\ WritesBack(k, page) => page.version <= blocks[page.block].settled
  /\ caches' = [caches EXCEPT ![k][i].state = "destaging"]
  /\ blocks' = [blocks EXCEPT ![page.block].queued[k] = page.version]
  /\ UNCHANGED <<control, fifos, surroundings>>

(* What the device holds needs no duplicate: an entry that is half written would only block the FIFO. *)
DiscardHalf(fifo, b, upTo) ==
  LET half == {i \in DOMAIN fifo.entries :
                 fifo.entries[i].block = b /\ fifo.entries[i].version <= upTo /\ ~IsWhole(fifo.entries[i])}
  IN  IF half = {} THEN fifo ELSE Discard(fifo, Least(half))

(* A3, R9: the device holds the version, and the controller learns of it.  The write may have landed before, while its *)
(* board hung.                                                                                                          *)
DestageDone(k, b) ==
  LET media == IF blocks[b].queued[k] # 0 THEN blocks[b].queued[k] ELSE blocks[b].media
      isDone(page) == page.block = b /\ IsDirty(page) /\ R9_version(page, media)
      dropped == DropKept(fifos[k], [c \in Block |-> IF c = b THEN media ELSE 0])
  IN  /\ Acts(k, Working)
      /\ R5_fence(k)
      /\ blocks[b].queued[k] = 0 =>
           \E i \in Page(k) : LET page == caches[k][i] IN
             page.state = "destaging" /\ page.block = b /\ page.version <= blocks[b].media
      /\ blocks' = [blocks EXCEPT ![b].media = media, ![b].queued[k] = 0]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |-> IF isDone(@[i]) THEN CleanPage ELSE @[i]]]
      /\ fifos' = [fifos EXCEPT ![k] = DiscardHalf(dropped, b, media)]
      /\ UNCHANGED <<control, surroundings>>

(* A newer version is safe in another page of the same mirror area (R2). *)
IsSuperseded(k, b, v) == \E e \in Entry : Table(k)[e].block = b /\ Table(k)[e].version > v /\ IsCommitted(k, e)

(* A3, A11: a mirror page is released once its version is on the device, or a newer one committed (R2).  The partner *)
(* invalidates it in the same step (R4), and nothing may be on its way to it.                                         *)
Release(k, e) ==
  LET entry == Table(k)[e] IN
  /\ Acts(k, Working)
  /\ entry.state = "acquired"
  /\ blocks[entry.block].media < entry.version => IsSuperseded(k, entry.block, entry.version)
  /\ R4_untargeted(k, e)
  /\ R4_invalidated(k)
  /\ caches' = IF InForce("R4_invalidated")
               THEN [caches EXCEPT ![Partner(k)][MirrorIndex(Partner(k), e)] = BlankPage] ELSE caches
  /\ controllers' = [controllers EXCEPT ![k].table[e] = FreeEntry]
  /\ UNCHANGED <<fifos, volume, surroundings>>

-----------------------------------------------------------------------------
(* Read *)

(* The version that a controller answers a read with: the newest in its cache (R8), else what the device holds. *)
Answer(k, b, pages) ==
  LET readable == {i \in Page(k) : /\ pages[i].block = b
                                   /\ IsDirty(pages[i])
                                   /\ pages[i].state = "linked" \/ R8_protected(b, pages[i])}
  IN  IF readable = {} THEN blocks[b].media ELSE Greatest({pages[i].version : i \in readable})

(* The host reads a block (B9: from the controller in charge).  What it was answered is in effect from then on. *)
HostRead(k, b) ==
  LET answer == Answer(k, b, caches[k]) IN
  /\ Acts(k, Serving)
  /\ blocks[b].issued > 0
  /\ InCharge(k, b)
  /\ R5_fence(k)
  /\ blocks' = IF R12_lost(b, answer) THEN [blocks EXCEPT ![b].settled = answer] ELSE blocks
  /\ UNCHANGED <<control, memory, surroundings>>

-----------------------------------------------------------------------------
(* Degrade and takeover: detect, fence, drain, disable the mirror area, link, take charge, serve (R5). *)

(* R7: what a second copy needs is gone; from here on the host is answered after the device write. *)
Degrade(k) ==
  /\ Acts(k, {"mirrored"})
  /\ ~HasRedundancy(k)
  /\ SetMode(k, "writeThrough")
  /\ UNCHANGED <<memory, volume, surroundings>>

(* R5, detect: the partner does not answer, for it is down or hangs, or the node channel is cut. *)
Suspect(k) ==
  /\ Acts(k, Watching)
  /\ ~HearsPartner(k)
  /\ SetMode(k, "suspecting")
  /\ UNCHANGED <<memory, volume, surroundings>>

(* R5, R6, fence: the arbiter opens a new epoch.  What the partner has under way is rejected from here on. *)
Fence(k) ==
  LET fenced   == CloseRequests(Now, Partner(k))
      rejected == IF InForce("R5_fence")
                  THEN [fenced EXCEPT !.blocks = [b \in Block |-> [@[b] EXCEPT !.queued[Partner(k)] = 0]]]
                  ELSE Now
  IN  /\ Acts(k, {"suspecting"})
      /\ R6_arbiter(k)
      /\ epoch' = epoch + 1
      /\ Become([rejected EXCEPT !.controllers[k].mode = "draining", !.controllers[k].epoch = epoch + 1])
      /\ UNCHANGED <<supply, channel, history>>

(* R5, A5, B8, B14: the partner's FIFO is empty or can drain no more; the mirror area is disabled. *)
DrainDone(k) ==
  /\ Acts(k, {"draining"})
  /\ R5_drain(k)
  /\ SetMode(k, "linking")
  /\ UNCHANGED <<memory, volume, surroundings>>

IsLinkable(k, e) ==
  LET page == caches[k][MirrorIndex(k, e)] IN
  /\ R1_commit(page)
  /\ R1_header(k)
  /\ R3_highest(k, page)
  /\ R3_media(page)
  /\ ~\E i \in Page(k) : caches[k][i].state = "linked" /\ caches[k][i].block = page.block

(* A4, A12, R3: a copy page of the mirror area joins the read/write area. *)
LinkPage(k, e) ==
  /\ Acts(k, {"linking"})
  /\ IsLinkable(k, e)
  /\ caches' = [caches EXCEPT ![k][MirrorIndex(k, e)].state = "linked"]
  /\ UNCHANGED <<control, fifos, volume, surroundings>>

(* A4, A12, R5: the survivor serves both devices.  The rest of its mirror area is dropped. *)
TakeCharge(k) ==
  LET pages == [i \in Page(k) |-> IF InReadWriteArea(caches[k][i]) THEN caches[k][i] ELSE BlankPage]
  IN  /\ Acts(k, {"linking"})
      /\ R5_link(\E e \in Entry : IsLinkable(k, e))
      /\ controllers' = [controllers EXCEPT ![k].mode = "solo", ![k].table = FreeTable]
      /\ caches' = [caches EXCEPT ![k] = pages]
      /\ blocks' = [b \in Block |-> IF Owner(b) = k THEN blocks[b]
                                    ELSE [blocks[b] EXCEPT !.settled = Greatest({@, Answer(k, b, pages)})]]
      /\ UNCHANGED <<fifos, surroundings>>

(* R5: a controller that the partner has fenced learns of it, and stops serving. *)
StandDown(k) ==
  /\ Acts(k, Watching \cup Working)
  /\ controllers[k].epoch < epoch
  /\ Become(CloseRequests([Now EXCEPT !.controllers[k].mode = "fenced", !.controllers[k].table = FreeTable], k))
  /\ UNCHANGED surroundings

-----------------------------------------------------------------------------
(* What the array does by itself. *)
System ==
  \E k \in Side :
    \/ NotifySize(k) \/ AllocateMirror(k) \/ CreateTable(k)
    \/ \E b \in Block : WritePage(k, b) \/ Copy(k, b) \/ Enqueue(k, b) \/ Acknowledge(k, b) \/ DestageDone(k, b)
    \/ \E i \in Page(k) : Destage(k, i)
    \/ \E e \in Entry : Release(k, e) \/ LinkPage(k, e)
    \/ Drain(k)
    \/ Degrade(k) \/ Suspect(k) \/ Fence(k) \/ DrainDone(k) \/ TakeCharge(k) \/ StandDown(k)

(* What happens to it: the host's requests, faults, and late effects of faults. *)
Environment ==
  \/ \E k \in Side, b \in Block : HostRead(k, b) \/ \E pages \in 1 .. PagesPerWrite : HostWrite(k, b, pages)
  \/ \E k \in Side : BoardCrash(k) \/ BoardHang(k) \/ CacheLost(k) \/ FifoLost(k) \/ FalseSuspicion(k) \/ Wake(k)
  \/ \E k \in Side, b \in Block : DeviceWriteLate(k, b)
  \/ \E u \in DOMAIN Power : PowerOff(u)
  \/ \E i \in DOMAIN Batteries : BatteryDead(i) \/ BatteryElapse(i)
  \/ ChannelDown

Next == System \/ Environment

(* The array does in the end what it can do for ever; nothing is asked of the environment.  One weak fairness for the   *)
(* whole system is enough: without the environment it comes to rest, so no part of it can keep another from its turn. *)
Spec == Init /\ [][Next]_vars /\ WF_vars(System)

=============================================================================
