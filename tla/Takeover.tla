------------------------------ MODULE Takeover -------------------------------
(***************************************************************************)
(* Degrade and takeover: a controller that lost its second copy goes on    *)
(* alone, and one that lost its partner takes over from it: detect, fence, *)
(* drain, disable the mirror area, link, take charge, serve (R5).          *)
(***************************************************************************)
EXTENDS Losses, Answer

(* R7: what a second copy needs is gone; from here on the host is answered after the device write. *)
Degrade(k) ==
  /\ Acts(k, {"mirrored"})
  /\ R7_degrade(k)
  /\ SetMode(k, "writeThrough")
  /\ UNCHANGED <<memory, volume, surroundings>>

(* R5, detect: the partner does not answer, for it is down or hangs, or the node channel is cut. *)
Suspect(k) ==
  /\ Acts(k, Watching)
  /\ R5_detect(k)
  /\ SetMode(k, "suspecting")
  /\ UNCHANGED <<memory, volume, surroundings>>

(* R5, R6, fence: the arbiter opens a new epoch.  What the partner has under way is rejected from here on. *)
Fence(k) ==
  LET fenced   == CloseRequests(Now, Partner(k))
      rejected == IF InForce("R5_fence")
                  THEN [fenced EXCEPT !.blocks = [b \in Block |-> Voided(@[b], Partner(k))]]
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
  /\ R3_once(k, page)

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
TakeoverNext(k) ==
  \/ Degrade(k) \/ Suspect(k) \/ Fence(k) \/ DrainDone(k) \/ TakeCharge(k) \/ StandDown(k)
  \/ \E e \in Entry : LinkPage(k, e)

(* By name and arguments, as a trace has them. *)
TakeoverTaken(name, args) ==
  \/ name = "Degrade"    /\ Degrade(args[1])
  \/ name = "Suspect"    /\ Suspect(args[1])
  \/ name = "Fence"      /\ Fence(args[1])
  \/ name = "DrainDone"  /\ DrainDone(args[1])
  \/ name = "LinkPage"   /\ LinkPage(args[1], args[2])
  \/ name = "TakeCharge" /\ TakeCharge(args[1])
  \/ name = "StandDown"  /\ StandDown(args[1])

=============================================================================
