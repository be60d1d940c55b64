------------------------------- MODULE Faults --------------------------------
(***************************************************************************)
(* What happens to an array: faults.  A kind of fault is named here alone: *)
(* in Targets with what it may strike, as an action, and in the two lists  *)
(* at the end.                                                             *)
(***************************************************************************)
EXTENDS Losses

(* What each kind may strike. *)
Targets == [
  PowerOff       |-> NamesOf(Power),
  BatteryDead    |-> NamesOf(Batteries),
  BoardCrash     |-> {"K1", "K2"},
  BoardHang      |-> {"K1", "K2"},
  CacheLost      |-> {"C1", "C2"},
  FifoLost       |-> IF Ack = "fifo" THEN {"F1", "F2"} ELSE {},
  ChannelDown    |-> {""},
  FalseSuspicion |-> {"K1", "K2"}]

(* Faults, each <<kind, target>>. *)
Faults == UNION {{kind} \X Targets[kind] : kind \in FaultKinds \cap DOMAIN Targets}

(* Each is one of the budget, and strikes once in a run. *)
Strike(fault) ==
  /\ fault \in Faults \ faults
  /\ Cardinality(faults) < MaxFaults
  /\ faults' = faults \cup {fault}

PowerOff(u) ==
  /\ Strike(<<"PowerOff", Power[u].name>>)
  /\ units[u] = "on"
  /\ Supply([units EXCEPT ![u] = "off"], batteries)
  /\ UNCHANGED <<channel, arbiter>>

(* H27: a battery is dead, noticed only by those who measure it. *)
BatteryDead(i) ==
  /\ Strike(<<"BatteryDead", Batteries[i].name>>)
  /\ batteries[i].state # "flat"
  /\ Supply(units, Exhausted(i))
  /\ UNCHANGED <<channel, arbiter>>

(* H23: a board crashes, with the memory on it or without. *)
BoardCrash(k) ==
  LET halted   == Halt(Now, k)
      noCache  == IF CrashLosesMemory THEN LoseCache(halted, k) ELSE halted
      noMemory == IF CrashLosesMemory /\ FifoOnBoard /\ Ack = "fifo" THEN LoseFifo(noCache, k) ELSE noCache
  IN  /\ Strike(<<"BoardCrash", Board[k]>>)
      /\ controllers[k].board # "down"
      /\ Become(noMemory)
      /\ UNCHANGED <<supply, channel, arbiter>>

(* H08: a board stops acting for a while; what its DMA and its device writes were doing goes on. *)
BoardHang(k) ==
  /\ Strike(<<"BoardHang", Board[k]>>)
  /\ Acts(k, Modes \ {"stopped"})
  /\ controllers' = [controllers EXCEPT ![k].board = "hung"]
  /\ UNCHANGED <<memory, volume, supply, channel, arbiter>>

CacheLost(k) ==
  /\ Strike(<<"CacheLost", Cache[k]>>)
  /\ Mode(k) = "stopped" => HoldsPages(k)
  /\ Become(LoseCache(Now, k))
  /\ UNCHANGED <<supply, channel, arbiter>>

FifoLost(k) ==
  /\ Strike(<<"FifoLost", Fifo[k]>>)
  /\ fifos[k].state # "failed"
  /\ Become(LoseFifo(Now, k))
  /\ UNCHANGED <<supply, channel, arbiter>>

(* H10: the node channel is cut: no DMA between the caches, no invalidation, no sign of life. *)
ChannelDown ==
  /\ Strike(<<"ChannelDown", "">>)
  /\ channelUp
  /\ channelUp' = FALSE
  /\ UNCHANGED <<control, memory, volume, supply, arbiter>>

(* R6: a controller takes a partner that works for dead. *)
FalseSuspicion(k) ==
  /\ Strike(<<"FalseSuspicion", Board[k]>>)
  /\ Acts(k, Watching)
  /\ HearsPartner(k)
  /\ SetMode(k, "suspecting")
  /\ UNCHANGED <<memory, volume, supply, channel, arbiter>>

-----------------------------------------------------------------------------
FaultsNext ==
  \/ \E u \in DOMAIN Power : PowerOff(u)
  \/ \E i \in DOMAIN Batteries : BatteryDead(i)
  \/ \E k \in Side : BoardCrash(k) \/ BoardHang(k) \/ CacheLost(k) \/ FifoLost(k) \/ FalseSuspicion(k)
  \/ ChannelDown

(* By name and arguments, as a trace has them. *)
FaultsTaken(name, args) ==
  \/ name = "PowerOff"       /\ PowerOff(args[1])
  \/ name = "BatteryDead"    /\ BatteryDead(args[1])
  \/ name = "BoardCrash"     /\ BoardCrash(args[1])
  \/ name = "BoardHang"      /\ BoardHang(args[1])
  \/ name = "CacheLost"      /\ CacheLost(args[1])
  \/ name = "FifoLost"       /\ FifoLost(args[1])
  \/ name = "ChannelDown"    /\ ChannelDown
  \/ name = "FalseSuspicion" /\ FalseSuspicion(args[1])

=============================================================================
