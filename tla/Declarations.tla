---------------------------- MODULE Declarations -----------------------------
(***************************************************************************)
(* What a design declares to survive.  Of all declarations that match a    *)
(* set of faults those with the fewest wildcards speak for it, and of      *)
(* these one that declares a failure.  Only properties ask: the array      *)
(* knows nothing of it.                                                    *)
(***************************************************************************)
EXTENDS Faults

Matches(term, fault) == term[1] \in {"*", fault[1]} /\ term[2] \in {"*", fault[2]}

Covers(terms, S) ==
  /\ Len(terms) = Cardinality(S)
  /\ \E f \in [DOMAIN terms -> S] :
       /\ \A i \in DOMAIN terms : Matches(terms[i], f[i])
       /\ \A i, j \in DOMAIN terms : i # j => f[i] # f[j]

RECURSIVE Precision(_)
Precision(terms) ==
  IF terms = << >> THEN 0
  ELSE LET term == Head(terms) IN
       Precision(Tail(terms)) + (IF term[1] = "*" THEN 0 ELSE IF term[2] = "*" THEN 1 ELSE 2)

DeclaredToSurvive(S) ==
  LET matching == {i \in DOMAIN Declares : Covers(Declares[i].terms, S)}
      best     == {i \in matching : \A j \in matching :
                     Precision(Declares[i].terms) >= Precision(Declares[j].terms)}
  IN  S = {} \/ (best # {} /\ \A i \in best : Declares[i].survives)

(* Every set of up to n faults. *)
RECURSIVE FaultSets(_)
FaultSets(n) ==
  IF n = 0 THEN {{}}
  ELSE LET smaller == FaultSets(n - 1) IN smaller \cup {S \cup {f} : S \in smaller, f \in Faults}

(* I6 asks for one fault beyond those that have struck. *)
Survivable == {S \in FaultSets(MaxFaults + 1) : DeclaredToSurvive(S)}

=============================================================================
