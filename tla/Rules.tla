-------------------------------- MODULE Rules --------------------------------
(***************************************************************************)
(* The named guards, one operator each.  A weakened guard is always TRUE,  *)
(* unless its comment says what it does instead.                           *)
(***************************************************************************)
EXTENDS Array

InForce(rule) == rule \notin Weakened

(* The host is answered only once the duplicate is whole: verified in the FIFO, or committed in its mirror page. *)
R0_verified(k, b) == InForce("R0_verified") => DuplicateIsWhole(k, b)

(* A mirror page names its own content.  Weakened: only the writer's table maps it, and dies with the writer (H03). *)
R1_header(survivor) == ~InForce("R1_header") => Mode(Partner(survivor)) # "stopped"

(* A mirror page counts once its commit mark is set.  Weakened: also while its copy is under way. *)
R1_commit(page) == page.state \in (IF InForce("R1_commit") THEN {"committed"} ELSE {"copying", "committed"})

(* The table entry for a new write, beyond those taken for the same request; 0 when there is none.  Weakened: the entry *)
(* of the block's older version is used again (H06).                                                                      *)
R2_fresh(k, b, taken) ==
  LET older == {e \in Entry : Table(k)[e].state = "acquired" /\ Table(k)[e].block = b}
      free  == {e \in Entry : Table(k)[e].state = "free" /\ e > taken}
  IN  IF ~InForce("R2_fresh") /\ older # {} THEN Least(older)
      ELSE IF free # {} THEN Least(free) ELSE 0

(* Takeover links, per block, the highest committed version. *)
R3_highest(survivor, page) ==
  InForce("R3_highest") =>
    ~\E i \in Page(survivor) : LET other == caches[survivor][i] IN
        other.state = "committed" /\ other.block = page.block /\ other.version > page.version

(* Takeover never links a page that is not newer than the media. *)
R3_media(page) == InForce("R3_media") => page.version > blocks[page.block].media

(* Everything that a controller sends carries its epoch; what carries an old one is rejected. *)
R5_fence(k) == InForce("R5_fence") => controllers[k].epoch = epoch

(* The partner can be told to invalidate a page that is released.  Weakened: it is not even told. *)
R4_invalidated(k) == InForce("R4_invalidated") => channelUp /\ MirrorAreaOpen(Partner(k)) /\ R5_fence(k)

(* What releasing entries makes of the table, and of the mirror pages of the partner, who is told in the same step. *)
Released(k, entries) == [e \in Entry |-> IF e \in entries THEN FreeEntry ELSE Table(k)[e]]
Invalidated(k, entries) ==
  LET pages == {MirrorIndex(Partner(k), e) : e \in entries}
  IN  [i \in Page(Partner(k)) |-> IF InForce("R4_invalidated") /\ i \in pages THEN BlankPage ELSE caches[Partner(k)][i]]

(* Nothing in the FIFO still targets the page. *)
R4_untargeted(k, e) ==
  InForce("R4_untargeted") => ~\E i \in DOMAIN Entries(k) : ~Entries(k)[i].drained /\ Entries(k)[i].page = e

(* Takeover waits until the partner's FIFO is empty or can drain no more. *)
R5_drain(survivor) ==
  InForce("R5_drain") /\ CanDrain(Partner(survivor)) => ToDrain(Partner(survivor)) = {}

(* The survivor serves the partner's device only after every copy page is linked. *)
R5_link(isAnyLinkable) == InForce("R5_link") => ~isAnyLinkable

(* At most one controller can fence the other: the arbiter grants an epoch to one that knows the last. *)
R6_arbiter(k) == InForce("R6_arbiter") => controllers[k].epoch = epoch

(* A version with one copy only, in a cache, is no reason to answer the host. *)
R7_writeThrough == ~InForce("R7_writeThrough")

(* A read returns only what the acknowledgement rule already protects. *)
R8_protected(b, page) == InForce("R8_protected") => page.version <= blocks[b].settled

(* The completion of a destage clears dirty only for versions that the device then holds. *)
R9_version(page, media) == InForce("R9_version") => page.version <= media

(* The batteries that a drain may come to rely on cover all that is queued behind them, and this much more.  Where *)
(* several back a part, one that suffices is enough.                                                                *)
R11_charge(k, more) ==
  InForce("R11_charge") =>
    LET needed(i) == more + Sum([w \in Side |-> DrainSteps(w)], {w \in Side : i \in DrainBatteries[w]})
    IN  \A p \in {Fifo[k], Engine[k]} :
          BatteriesOf[p] # {} => {i \in BatteriesOf[p] : needed(i) <= batteries[i].charge} # {}

(* A block whose newest acknowledged version is gone is reported lost, never answered with an older value. *)
R12_lost(b, answer) == InForce("R12_lost") => answer >= blocks[b].acknowledged

(* An entry leaves the FIFO only after its mirror page is committed.  Weakened: as soon as its DMA begins (H24). *)
R13_committed(page) == InForce("R13_committed") => page.state = "committed"

(* A block takes its next write only once one that the host gave up is resolved. *)
R14_resolve(b) == InForce("R14_resolve") => blocks[b].ending # "aborted"

(* What ended with an error is still to be done.  Weakened: it is taken for done, and who waits for it is let go. *)
R15_error == InForce("R15_error")

=============================================================================
