--------------------------------- MODULE Trace ---------------------------------
(***************************************************************************)
(* Whether traces of the executable reference are behaviours of this       *)
(* specification.  A trace is a sequence of steps, each the action that    *)
(* the reference took and the fields of the state that it changed.  One    *)
(* run of TLC follows all traces: which, the initial state chooses.  A     *)
(* trace that is not a behaviour ends in a deadlock at the step in         *)
(* question; where the action was possible, but with another outcome, that *)
(* is printed.                                                             *)
(***************************************************************************)
EXTENDS MirroredCache, TLC

CONSTANT Traces   \* sequence of traces, each a sequence of [action, changes: sequence of <<path, new value>>]

VARIABLES trace,  \* which one is followed
          taken   \* steps of it taken so far

(* The value with the field at the end of the path replaced. *)
RECURSIVE With(_, _, _)
With(value, path, new) == IF path = << >> THEN new ELSE [value EXCEPT ![Head(path)] = With(@, Tail(path), new)]

RECURSIVE Changed(_, _)
Changed(state, changes) ==
  IF changes = << >> THEN state
  ELSE Changed(With(state, changes[1][1], changes[1][2]), Tail(changes))

(* The variables in which two states differ, with their values in both. *)
Between(one, other) == {<<v, one[v], other[v]>> : v \in {v \in DOMAIN one : one[v] # other[v]}}

TraceInit == Init /\ trace \in DOMAIN Traces /\ taken = 0

TraceStep ==
  /\ taken < Len(Traces[trace])
  /\ LET recorded == Traces[trace][taken + 1]
         after    == Changed(Now, recorded.changes)
     IN  /\ Taken(Head(recorded.action), Tail(recorded.action))
         /\ IF Now' = after THEN TRUE
            ELSE PrintT(<<"differs", trace, taken + 1, Between(Now', after)>>) /\ FALSE
  /\ taken' = taken + 1
  /\ UNCHANGED trace

(* The end of a trace is no deadlock. *)
TraceEnd == taken = Len(Traces[trace]) /\ UNCHANGED <<vars, trace, taken>>

TraceNext == TraceStep \/ TraceEnd

=============================================================================
