------------------------------ MODULE Takeover -------------------------------
(***************************************************************************)
(* Degrade and takeover: a controller that lost its second copy goes on    *)
(* alone, and one that lost its partner takes over from it: detect, fence, *)
(* drain, disable the mirror area, link, take charge, serve (R5).          *)
(***************************************************************************)
EXTENDS Arbiter

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

(* A suspicion is taken back, for the partner is heard again. *)
Trust(k) ==
  /\ Acts(k, {"suspecting"})
  /\ HearsPartner(k)
  /\ SetMode(k, "writeThrough")
  /\ UNCHANGED <<memory, volume, surroundings>>

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
  /\ R5_confirm(k)
  /\ IsLinkable(k, e)
  /\ caches' = [caches EXCEPT ![k][MirrorIndex(k, e)].state = "linked"]
  /\ UNCHANGED <<control, fifos, volume, surroundings>>

(* A4, A12, R5: the survivor serves both devices.  The rest of its mirror area is dropped. *)
TakeCharge(k) ==
  LET pages == [i \in Page(k) |-> IF InReadWriteArea(caches[k][i]) THEN caches[k][i] ELSE BlankPage]
  IN  /\ Acts(k, {"linking"})
      /\ R5_confirm(k)
      /\ R5_route(k)
      /\ R5_lease(k)
      /\ R5_link(\E e \in Entry : IsLinkable(k, e))
      /\ controllers' = [controllers EXCEPT ![k].mode = "solo", ![k].table = FreeTable]
      /\ caches' = [caches EXCEPT ![k] = pages]
      /\ blocks' = [b \in Block |-> IF Owner(b) = k THEN blocks[b]
                                    ELSE [blocks[b] EXCEPT !.settled = Greatest({@, Answer(k, b, pages)}),
                                                           !.suspect = ~R12_suspect(k)]]
      /\ UNCHANGED <<fifos, surroundings>>

(* R5: a controller that the partner has fenced learns of it, and stops serving. *)
StandDown(k) ==
  /\ Acts(k, Watching \cup Working)
  /\ IsFenced(k)
  /\ Become(CloseRequests([Now EXCEPT !.controllers[k].mode = "fenced", !.controllers[k].table = FreeTable], k))
  /\ UNCHANGED surroundings

-----------------------------------------------------------------------------
TakeoverNext(k) ==
  \/ Degrade(k) \/ Suspect(k) \/ Trust(k) \/ DrainDone(k) \/ TakeCharge(k) \/ StandDown(k)
  \/ \E e \in Entry : LinkPage(k, e)

(* By name and arguments, as a trace has them. *)
TakeoverTaken(name, args) ==
  \/ name = "Degrade"    /\ Degrade(args[1])
  \/ name = "Suspect"    /\ Suspect(args[1])
  \/ name = "Trust"      /\ Trust(args[1])
  \/ name = "DrainDone"  /\ DrainDone(args[1])
  \/ name = "LinkPage"   /\ LinkPage(args[1], args[2])
  \/ name = "TakeCharge" /\ TakeCharge(args[1])
  \/ name = "StandDown"  /\ StandDown(args[1])

=============================================================================
