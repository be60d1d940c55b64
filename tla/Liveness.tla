------------------------------- MODULE Liveness -------------------------------
(***************************************************************************)
(* What the array comes to in the end.  Writes and faults have a budget    *)
(* and end at some time; reads do not, and Spec asks fairness of the       *)
(* system only.  L4 asks for rejoin, which this version does not have.     *)
(* That a wait ends is written []<> of "it does not wait", which says the  *)
(* same as ~> and is cheaper to check.                                     *)
(***************************************************************************)
EXTENDS Properties

(* The array comes to rest.  It is why one weak fairness for the whole system is enough: no part of the system goes on   *)
(* for ever while another waits.                                                                                          *)
ComesToRest == <>[](~ENABLED <<System>>_vars)

(* Every request to a reachable device is answered: it ends, or its controller works no more (then a takeover ends it);  *)
(* and while a controller works, every device comes to be served again and again.                                        *)
L1 ==
  /\ \A k \in Side, b \in Block : []<>~(IsOpen(k, b) /\ Works(k))
  /\ \A device \in Side : []<>(IsServed(device) \/ ~\E k \in Side : MayBeGranted(k, device))

(* The FIFO empties: it holds nothing that is still to go, or can drain no more. *)
L2 == \A k \in Side : []<>(Undrained(k) = {} \/ ~Drains(k))

(* Dirty data reaches the device and its pages are freed: those of the cache, and those of the mirror area. *)
L3 ==
  /\ \A k \in Side : \A i \in Page(k) : []<>~(IsDirty(caches[k][i]) /\ Works(k))
  /\ \A k \in Side, e \in Entry : []<>~(Table(k)[e].state = "acquired" /\ Works(k))

(* Redundancy or write-through follows every fault. *)
L5 == \A k \in Side : []<>(Works(k) /\ Mode(k) = "mirrored" => MirroringWorks(k))

(* No pool runs dry for ever: a controller that serves has a page, and a table entry if it mirrors, again and again. *)
L6 == \A k \in Side : []<>(Works(k) /\ Mode(k) \in Working =>
  CleanPages(k) # {} /\ (Mode(k) = "mirrored" => \E e \in Entry : Table(k)[e].state = "free"))

-----------------------------------------------------------------------------
(* A blocked device does not block the other: were the writes to one device never to complete, nor an epoch to reach    *)
(* it, the requests to the other that were accepted would still end.  (That one is accepted is another matter: after a   *)
(* takeover, destages to a blocked device may hold every page of the survivor; see the known limits in                   *)
(* ../spec/findings.md.)  To be checked of Unfair, without the fairness that Spec has.                                   *)

Unfair == Init /\ [][Next]_vars

SystemWithout(device) ==
  System /\ ~Confirm(device) /\ ~\E k \in Side, b \in Block : Owner(b) = device /\ DestageDone(k, b)

L7 == \A device \in Side :
  WF_vars(SystemWithout(device)) =>
    \A k \in Side, b \in Block : Owner(b) # device => []<>~(IsOpen(k, b) /\ Works(k))

=============================================================================
