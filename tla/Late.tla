-------------------------------- MODULE Late ---------------------------------
(***************************************************************************)
(* What follows a fault, late: a hung board acts again (H08), its device   *)
(* writes still land (H09), batteries run down (H26).  None of it is a     *)
(* fault by itself, so none counts against the budget of faults.           *)
(***************************************************************************)
EXTENDS Losses

(* H08: a hung board acts again. *)
Wake(k) ==
  /\ controllers[k].board = "hung"
  /\ controllers' = [controllers EXCEPT ![k].board = "up"]
  /\ UNCHANGED <<memory, volume, surroundings>>

(* H09: the device write of a controller that hangs or is down still lands, until a fence rejects it (R5). *)
DeviceWriteLate(k, b) ==
  /\ ~IsUp(k)
  /\ blocks[b].queued[k] # 0
  /\ R5_fence_device(k, b)
  /\ blocks' = [blocks EXCEPT ![b] = Landed(@, k)]
  /\ UNCHANGED <<control, memory, surroundings>>

HasToDrain(k) == CanDrain(k) /\ ToDrain(k) # {}

(* The battery still keeps something that can be lost: a working board or arbiter, content, or a drain that has work. *)
HoldsUp(i) ==
  LET kept(k) == (IF Mode(k) # "stopped" THEN {Board[k]} ELSE {})
                 \cup (IF HoldsPages(k) THEN {Cache[k]} ELSE {})
                 \cup (IF Entries(k) # << >> THEN {Fifo[k]} ELSE {})
                 \cup (IF HasToDrain(k) THEN {Engine[k]} ELSE {})
      decides == IF arbiterUp THEN {"A"} ELSE {}
  IN  {p \in Batteries[i].feeds \cap (kept(1) \cup kept(2) \cup decides) : ~OnUnits(p)} # {}

DrainsOn(i) == Ack = "fifo" /\ \E k \in Side : DrainRunsOn(k, i) /\ HasToDrain(k)

(* H26: an outage goes on.  Time passes on a battery in drain steps, so not while a drain that it feeds goes forward; *)
(* but once its charge is spent, it may fail at any time.  Nobody counts the charge of one behind no drain.            *)
BatteryElapse(i) ==
  /\ "BatteryElapse" \in FaultKinds
  /\ batteries[i].state = "feeding"
  /\ HoldsUp(i)
  /\ DrainsOn(i) => batteries[i].charge = 0
  /\ IF i \in DrainBatteries[1] \cup DrainBatteries[2] /\ batteries[i].charge > 1
     THEN batteries' = [batteries EXCEPT ![i].charge = @ - 1] /\ UNCHANGED <<control, memory, volume, units, arbiterUp>>
     ELSE Supply(units, Exhausted(i))
  /\ UNCHANGED <<channel, devices, history>>

-----------------------------------------------------------------------------
LateNext ==
  \/ \E k \in Side : Wake(k) \/ \E b \in Block : DeviceWriteLate(k, b)
  \/ \E i \in DOMAIN Batteries : BatteryElapse(i)

(* By name and arguments, as a trace has them. *)
LateTaken(name, args) ==
  \/ name = "Wake"            /\ Wake(args[1])
  \/ name = "DeviceWriteLate" /\ DeviceWriteLate(args[1], args[2])
  \/ name = "BatteryElapse"   /\ BatteryElapse(args[1])

=============================================================================
