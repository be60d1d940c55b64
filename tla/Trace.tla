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

(* The action by its name and arguments. *)
Take(action) ==
  LET name == action[1] IN
  CASE name = "NotifySize"      -> NotifySize(action[2])
    [] name = "AllocateMirror"  -> AllocateMirror(action[2])
    [] name = "CreateTable"     -> CreateTable(action[2])
    [] name = "HostWrite"       -> HostWrite(action[2], action[3], action[4])
    [] name = "WritePage"       -> WritePage(action[2], action[3])
    [] name = "Copy"            -> Copy(action[2], action[3])
    [] name = "Enqueue"         -> Enqueue(action[2], action[3])
    [] name = "Acknowledge"     -> Acknowledge(action[2], action[3])
    [] name = "Drain"           -> Drain(action[2])
    [] name = "Destage"         -> Destage(action[2], action[3])
    [] name = "DestageDone"     -> DestageDone(action[2], action[3])
    [] name = "Release"         -> Release(action[2], action[3])
    [] name = "HostRead"        -> HostRead(action[2], action[3])
    [] name = "Degrade"         -> Degrade(action[2])
    [] name = "Suspect"         -> Suspect(action[2])
    [] name = "Fence"           -> Fence(action[2])
    [] name = "DrainDone"       -> DrainDone(action[2])
    [] name = "LinkPage"        -> LinkPage(action[2], action[3])
    [] name = "TakeCharge"      -> TakeCharge(action[2])
    [] name = "StandDown"       -> StandDown(action[2])
    [] name = "Wake"            -> Wake(action[2])
    [] name = "DeviceWriteLate" -> DeviceWriteLate(action[2], action[3])
    [] name = "BatteryElapse"   -> BatteryElapse(action[2])
    [] name = "PowerOff"        -> PowerOff(action[2])
    [] name = "BatteryDead"     -> BatteryDead(action[2])
    [] name = "BoardCrash"      -> BoardCrash(action[2])
    [] name = "BoardHang"       -> BoardHang(action[2])
    [] name = "CacheLost"       -> CacheLost(action[2])
    [] name = "FifoLost"        -> FifoLost(action[2])
    [] name = "ChannelDown"     -> ChannelDown
    [] name = "FalseSuspicion"  -> FalseSuspicion(action[2])

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
     IN  /\ Take(recorded.action)
         /\ IF Now' = after THEN TRUE
            ELSE PrintT(<<"differs", trace, taken + 1, Between(Now', after)>>) /\ FALSE
  /\ taken' = taken + 1
  /\ UNCHANGED trace

(* The end of a trace is no deadlock. *)
TraceEnd == taken = Len(Traces[trace]) /\ UNCHANGED <<vars, trace, taken>>

TraceNext == TraceStep \/ TraceEnd

=============================================================================
