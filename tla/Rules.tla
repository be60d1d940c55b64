-------------------------------- MODULE Rules --------------------------------
(***************************************************************************)
(* The named guards, one operator each.  A weakened guard is always TRUE,  *)
(* unless its comment says what it does instead.                           *)
(***************************************************************************)
EXTENDS Array

InForce(rule) == rule \notin Weakened

(* The host is answered only once the duplicate is whole: verified in the FIFO, or committed in its mirror page. *)
R0_verified(k, b) == InForce("R0_verified") => DuplicateIsWhole(k, b, blocks[b].issued)

(* The host is answered only once its data is in the read/write page. *)
R0_written(k, b) == InForce("R0_written") => {i \in NewestPages(k, b) : IsDirty(caches[k][i])} # {}

(* A mirror page names its own content.  Weakened: only the writer's table maps it, and dies with the writer (H03). *)
R1_header(survivor) == ~InForce("R1_header") => Mode(Partner(survivor)) # "stopped"

(* A mirror page counts once its commit mark is set.  Weakened: also while its copy is under way. *)
R1_commit(page) == page.state \in (IF InForce("R1_commit") THEN {"committed"} ELSE {"copying", "committed"})

(* The number of the next write of a block.  Its epoch comes first, so that it is beyond all before.  Weakened: a count *)
(* alone, on from what the controller holds or has handed out (H56).                                                     *)
R1_epoch(k, b) == 1 + (IF InForce("R1_epoch") THEN blocks[b].issued ELSE HighestNumber(k, b))

(* The table entry for a new write, beyond those taken for the same request; 0 when there is none.  Weakened: the entry *)
(* of the block's older version is used again (H06).                                                                      *)
R2_fresh(k, b, taken) ==
  LET older == {e \in Entry : Table(k)[e].state = "acquired" /\ Table(k)[e].block = b}
      free  == {e \in Entry : Table(k)[e].state = "free" /\ e > taken}
  IN  IF ~InForce("R2_fresh") /\ older # {} THEN Least(older)
      ELSE IF free # {} THEN Least(free) ELSE 0

(* Enough entries for a request, and a partner that has allocated its mirror area (A2).  Weakened: what there is will do. *)
R2_paired(k, entries) ==
  InForce("R2_paired") => MirrorAreaOpen(Partner(k)) /\ \A n \in DOMAIN entries : entries[n] # 0

(* Takeover links, per block, the highest committed version. *)
R3_highest(survivor, page) ==
  InForce("R3_highest") =>
    ~\E i \in Page(survivor) : LET other == caches[survivor][i] IN
        other.state = "committed" /\ other.block = page.block /\ IsNewer(blocks[page.block], other.version, page.version)

(* Takeover never links a page that is not newer than the media. *)
R3_media(page) == InForce("R3_media") => IsNewer(blocks[page.block], page.version, blocks[page.block].media)

(* Takeover links one page of a block. *)
R3_once(survivor, page) ==
  InForce("R3_once") =>
    ~\E i \in Page(survivor) : caches[survivor][i].state = "linked" /\ caches[survivor][i].block = page.block

(* Everything that a controller sends carries its epoch, and is judged where it arrives: by the partner, which asked for *)
(* the fence itself; by the device, the arbiter, and what is between the host and the controllers.                       *)
R5_fence_partner(k)    == InForce("R5_fence") => ~IsFenced(k)
R5_fence_device(k, b)  == InForce("R5_fence") => devices[Owner(b)].confirmed = EpochOf(k, Owner(b))
R5_fence_arbiter(k, b) == InForce("R5_fence") => devices[Owner(b)].granted = EpochOf(k, Owner(b))
R5_fence_host(k, b)    == InForce("R5_fence") => devices[Owner(b)].routed <= EpochOf(k, Owner(b))

(* Nothing of a device is linked before that has confirmed the epoch of the survivor. *)
R5_confirm(k) == InForce("R5_confirm") => devices[Partner(k)].confirmed = EpochOf(k, Partner(k))

(* The survivor takes charge once no answer of the old owner gets through. *)
R5_route(k) == InForce("R5_route") /\ Path = "switch" => devices[Partner(k)].routed >= EpochOf(k, Partner(k))

(* The same of the lease of the old owner, where no switch keeps its answers from the host. *)
R5_lease(k) == InForce("R5_lease") /\ Path = "direct" => devices[Partner(k)].routed >= EpochOf(k, Partner(k))

(* A controller suspects its partner only once it does not hear it.  Weakened: as often as it likes. *)
R5_detect(k) == InForce("R5_detect") => ~HearsPartner(k)

(* The partner can be told to invalidate a page that is released.  Weakened: it is not even told. *)
R4_invalidated(k) == InForce("R4_invalidated") => channelUp /\ MirrorAreaOpen(Partner(k)) /\ R5_fence_partner(k)

(* What releasing entries makes of the table, and of the mirror pages of the partner, who is told in the same step. *)
Released(k, entries) == [e \in Entry |-> IF e \in entries THEN FreeEntry ELSE Table(k)[e]]
Invalidated(k, entries) ==
  LET pages == {MirrorIndex(Partner(k), e) : e \in entries}
  IN  [i \in Page(Partner(k)) |-> IF InForce("R4_invalidated") /\ i \in pages THEN BlankPage ELSE caches[Partner(k)][i]]

(* Nothing in the FIFO still targets the page. *)
R4_untargeted(k, e) ==
  InForce("R4_untargeted") => ~\E i \in DOMAIN Entries(k) : ~Entries(k)[i].drained /\ Entries(k)[i].page = e

(* A newer version is safe in another page of the same mirror area (R2). *)
IsSuperseded(k, b, v) ==
  {e \in Entry : Table(k)[e].block = b /\ IsNewer(blocks[b], Table(k)[e].version, v) /\ IsCommitted(k, e)} # {}

(* The device holds the version of the page, or a newer one is committed. *)
R4_needed(k, entry) ==
  InForce("R4_needed") /\ IsNewer(blocks[entry.block], entry.version, blocks[entry.block].media) =>
    IsSuperseded(k, entry.block, entry.version)

(* Takeover waits until the partner's FIFO is empty or can drain no more. *)
R5_drain(survivor) ==
  InForce("R5_drain") /\ CanDrain(Partner(survivor)) => ToDrain(Partner(survivor)) = {}

(* The survivor serves the partner's device only after every copy page is linked. *)
R5_link(isAnyLinkable) == InForce("R5_link") => ~isAnyLinkable

(* A controller destages for the devices it serves, and for its own also while it takes over from its partner. *)
R5_device(k, b) == InForce("R5_device") /\ Owner(b) # k => Mode(k) = "solo"

(* At most one controller can fence the other: the arbiter grants nothing to one that is fenced. *)
R6_arbiter(k) == InForce("R6_arbiter") /\ Arbiter # "none" => ~IsFenced(k)

(* A version with one copy only, in a cache, is no reason to answer the host. *)
R7_writeThrough == ~InForce("R7_writeThrough")

(* A controller gives up mirroring only once it has lost what a second copy needs. *)
R7_degrade(k) == InForce("R7_degrade") => ~HasRedundancy(k)

(* A read returns only what the acknowledgement rule already protects. *)
R8_protected(b, page) == InForce("R8_protected") => page.version <= blocks[b].settled

(* The completion of a destage clears dirty only for versions that the device then holds. *)
R9_version(page, media) == InForce("R9_version") => ~IsNewer(blocks[page.block], page.version, media)

(* The batteries that a drain may come to rely on cover all that is queued behind them, and this much more.  Where *)
(* several back a part, one that suffices is enough.                                                                *)
R11_charge(k, more) ==
  InForce("R11_charge") =>
    LET needed(i) == more + Sum([w \in Side |-> DrainSteps(w)], {w \in Side : i \in DrainBatteries[w]})
    IN  \A p \in {Fifo[k], Engine[k]} :
          BatteriesOf[p] # {} => {i \in BatteriesOf[p] : needed(i) <= batteries[i].charge} # {}

(* The arbiter knows that an answer relies on a single copy. *)
R12_mark(b) == InForce("R12_mark") /\ Arbiter # "none" => devices[Owner(b)].mark = "one"

(* No answer for its device relies on the cache of the controller. *)
R12_clear(k) == InForce("R12_clear") => \A i \in Page(k) : InReadWriteArea(caches[k][i]) => caches[k][i].version = 0

(* What a survivor has is shown to be complete: the device holds all that was answered; or two caches do, and all that was *)
(* on its way to this one has come.  Else it is reported suspect.                                                           *)
R12_suspect(survivor) ==
  LET writer == Partner(survivor) IN
  InForce("R12_suspect") =>
    \/ devices[writer].mark = "nothing"
    \/ devices[writer].mark = "two" /\ ~fifos[writer].lost /\ ToDrain(writer) = {}

(* An entry leaves the FIFO only after its mirror page is committed.  Weakened: as soon as its DMA begins (H24). *)
R13_committed(page) == InForce("R13_committed") => page.state = "committed"

(* A block takes its next write only once one that the host gave up is resolved. *)
R14_resolve(b) == InForce("R14_resolve") => blocks[b].ending # "aborted"

(* What ended with an error may be taken for done. *)
R15_error == ~InForce("R15_error")

(* A block has one open write at a time.  Weakened: the controller goes on with the newest, and forgets the one before. *)
R16_open(b) == InForce("R16_open") => ~IsUnderWay(b)

(* The node channel copies one page at a time in each direction. *)
R16_copy(k) == InForce("R16_copy") => UnderWay(k) = {}

(* A FIFO takes one entry at a time. *)
R16_entry(k) == InForce("R16_entry") /\ Entries(k) # << >> => IsWhole(Entries(k)[Len(Entries(k))])

(* A controller has one device write of a block under way at a time.  Weakened: a second one may begin, and the device *)
(* completes it before the first (H57).                                                                                 *)
R16_destage(k, b) ==
  IF InForce("R16_destage") THEN ~\E i \in Page(k) : caches[k][i].state = "destaging" /\ caches[k][i].block = b
  ELSE blocks[b].overtaken[k] = <<0>>

(* The newest write is duplicated once its data is in its page.  Weakened: also while that is being filled.  The node     *)
(* channel then copies the page as it is, one sub-block short; a FIFO entry is verified against the data of the host (B15). *)
R17_page(k, b) ==
  LET states == IF InForce("R17_page") THEN {"dirty"} ELSE {"filling", "dirty"}
  IN  {i \in NewestPages(k, b) : caches[k][i].state \in states} # {}

(* The pages of a request are written in their order. *)
R17_order(k, b) == InForce("R17_order") /\ blocks[b].joined => ~NewestIs(k, b - 1, "filling")

(* A version may stay off the device: not with one copy (R7), nor with too little charge for it (R11), nor while every *)
(* place in the FIFO is kept for a destage.                                                                             *)
WritesBack(k, page) ==
  /\ Mode(k) = "mirrored"
  /\ R11_charge(k, IF Queued(k, page.block, page.version) # {} THEN 0 ELSE SubBlocks)
  /\ ~(Ack = "fifo" /\ Len(Entries(k)) = FifoDepth /\ \A i \in DOMAIN Entries(k) : Entries(k)[i].drained)

(* R14: nobody waits for this version, and the device may have it. *)
IsGivenUp(page) == blocks[page.block].ending = "aborted" /\ page.version = blocks[page.block].issued

(* A version that was not answered stays off the device while it can be written back. *)
R17_answered(k, page) ==
  InForce("R17_answered") /\ WritesBack(k, page) => ~(page.version > blocks[page.block].settled /\ ~IsGivenUp(page))

(* A mirror area is allocated once both sizes are known, and a table created once the area that it manages is there. *)
R18_sizes(k) == InForce("R18_sizes") => Mode(Partner(k)) \in Watching \ {"booting"}
R18_area(k)  == InForce("R18_area") => Mode(Partner(k)) \in Watching \ {"booting", "notified"}

=============================================================================
