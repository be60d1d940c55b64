---------------------------- MODULE MirroredCache ----------------------------
(***************************************************************************)
(* The mirrored write-back cache of two controllers: its families of       *)
(* actions, each a module, joined.  Claims are cited as A1-A16 and B1-B15, *)
(* requirements as R0-R18, hazards as H01 and up; what each of them says   *)
(* stands in ../spec.                                                      *)
(***************************************************************************)
EXTENDS Boot, Write, Duplicate, Answer, Endings, Destage, Release, Arbiter, Takeover, Late, Faults

(* What the array does by itself. *)
System ==
  \E k \in Side :
    \/ BootNext(k)
    \/ WriteNext(k)
    \/ DuplicateNext(k)
    \/ AnswerNext(k)
    \/ EndingsNext(k)
    \/ DestageNext(k)
    \/ ReleaseNext(k)
    \/ ArbiterNext(k)
    \/ TakeoverNext(k)

(* What happens to it: the host's requests, faults, and late effects of faults. *)
Environment ==
  \/ \E k \in Side : HostWrites(k) \/ HostReads(k) \/ HostAborts(k)
  \/ FaultsNext
  \/ LateNext

Next == System \/ Environment

(* The array does in the end what it can do for ever; nothing is asked of the environment.  One weak fairness for the   *)
(* whole system is enough: without the environment it comes to rest, so no part of it can keep another from its turn. *)
Spec == Init /\ [][Next]_vars /\ WF_vars(System)

-----------------------------------------------------------------------------
(* The action of a name with its arguments, of whatever family: for traces.  Others are not possible. *)
Taken(name, args) ==
  \/ BootTaken(name, args)
  \/ WriteTaken(name, args)
  \/ DuplicateTaken(name, args)
  \/ AnswerTaken(name, args)
  \/ EndingsTaken(name, args)
  \/ DestageTaken(name, args)
  \/ ReleaseTaken(name, args)
  \/ ArbiterTaken(name, args)
  \/ TakeoverTaken(name, args)
  \/ LateTaken(name, args)
  \/ FaultsTaken(name, args)

=============================================================================
