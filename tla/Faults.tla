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
  ArbiterDown    |-> IF Arbiter = "none" THEN {} ELSE {""},
  FalseSuspicion |-> {"K1", "K2"},
  CopyError      |-> IF Ack = "mirror" THEN {"K1", "K2"} ELSE {},
  FifoError      |-> IF Ack = "fifo" THEN {"F1", "F2"} ELSE {},
  DrainError     |-> IF Ack = "fifo" THEN {"E1", "E2"} ELSE {},
  DestageError   |-> {"K1", "K2"}]

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
  /\ UNCHANGED <<channel, devices>>

(* H27: a battery is dead, noticed only by those who measure it. *)
BatteryDead(i) ==
  /\ Strike(<<"BatteryDead", Batteries[i].name>>)
  /\ batteries[i].state # "flat"
  /\ Supply(units, Exhausted(i))
  /\ UNCHANGED <<channel, devices>>

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

(* H55: the arbiter fails, and nobody is fenced and nothing noted until it is back.  What it keeps outlives that. *)
ArbiterDown ==
  /\ Strike(<<"ArbiterDown", "">>)
  /\ arbiterUp
  /\ arbiterUp' = FALSE
  /\ UNCHANGED <<control, memory, volume, supply, channel, devices>>

(* R6: a controller takes a partner that works for dead. *)
FalseSuspicion(k) ==
  /\ Strike(<<"FalseSuspicion", Board[k]>>)
  /\ Acts(k, Watching)
  /\ HearsPartner(k)
  /\ SetMode(k, "suspecting")
  /\ UNCHANGED <<memory, volume, supply, channel, arbiter>>

-----------------------------------------------------------------------------
(* Errors, H51, H58: what is under way ends, its path stays up, and who waits for it is told.  What had arrived by then *)
(* counts for nothing, so that it is the same as if nothing had.                                                         *)

(* The host still waits for a duplicate that ended with an error: it is made again, or the host is told (R15). *)
WithError(k, b, v) ==
  [blocks EXCEPT ![b].ending = IF IsOpen(k, b) /\ IsUnderWay(b) /\ blocks[b].issued = v THEN "errored" ELSE @]

(* The mirror page that a copy or a drain is half-way through has nothing any more. *)
TornDown(k) == [caches EXCEPT ![Partner(k)][MirrorIndex(Partner(k), Least(UnderWay(k)))] = BlankPage]

CopyError(k) ==
  /\ Strike(<<"CopyError", Board[k]>>)
  /\ Acts(k, {"mirrored"})
  /\ channelUp
  /\ MirrorAreaOpen(Partner(k))
  /\ R5_fence_partner(k)
  /\ UnderWay(k) # {}
  /\ LET page == MirrorPage(k, Least(UnderWay(k))) IN blocks' = WithError(k, page.block, page.version)
  /\ caches' = TornDown(k)
  /\ UNCHANGED <<control, fifos, supply, channel, arbiter>>

FifoError(k) ==
  LET half  == {i \in DOMAIN Entries(k) : ~IsWhole(Entries(k)[i])}
      entry == Entries(k)[Least(half)]
  IN  /\ Strike(<<"FifoError", Fifo[k]>>)
      /\ Acts(k, {"mirrored"})
      /\ R5_fence_partner(k)
      /\ half # {}
      /\ blocks' = WithError(k, entry.block, entry.version)
      /\ fifos' = [fifos EXCEPT ![k] = Dropped(@, Least(half))]
      /\ UNCHANGED <<control, caches, supply, channel, arbiter>>

(* The entry waits for the next try.  Weakened: it leaves. *)
DrainError(k) ==
  LET page   == MirrorPage(k, Least(UnderWay(k)))
      queued == {i \in Queued(k, page.block, page.version) : ~Entries(k)[i].drained}
  IN  /\ Strike(<<"DrainError", Engine[k]>>)
      /\ CanDrain(k)
      /\ UnderWay(k) # {}
      /\ caches' = TornDown(k)
      /\ fifos' = [fifos EXCEPT ![k] = IF queued = {} THEN @
                                       ELSE IF R15_error THEN Leave(k, Least(queued))
                                       ELSE [@ EXCEPT !.state = "holding"]]
      /\ UNCHANGED <<control, volume, supply, channel, arbiter>>

(* Every device write that the controller has under way.  The pages are dirty again.  Weakened: they are clean, their *)
(* copies in the mirror area released, and a host that waits may be answered.                                          *)
DestageError(k) ==
  LET UnderWayOf(block) == {block.queued[k]} \union {block.overtaken[k][i] : i \in DOMAIN block.overtaken[k]}
      IsErrored(page) == page.state = "destaging" /\ page.version \in UnderWayOf(blocks[page.block])
      errored  == {i \in Page(k) : IsErrored(caches[k][i])}
      entries  == UNION {EntriesFor(k, caches[k][i].block, caches[k][i].version) : i \in errored}
      released == IF R15_error THEN {e \in entries : R4_untargeted(k, e) /\ R4_invalidated(k)} ELSE {}
      newest(b) == {i \in errored : Holds(caches[k][i], b, blocks[b].issued)}
      Ends(b)  == R15_error /\ IsOpen(k, b) /\ IsUnderWay(b) /\ newest(b) # {}
      After(page) == IF R15_error THEN CleanPage ELSE [page EXCEPT !.state = "dirty"]
  IN  /\ Strike(<<"DestageError", Board[k]>>)
      /\ Acts(k, Working)
      /\ {b \in Block : blocks[b].queued[k] # 0} # {}
      /\ blocks' = [b \in Block |-> [Voided(blocks[b], k) EXCEPT !.ending = IF Ends(b) THEN "errored" ELSE @]]
      /\ caches' = [caches EXCEPT ![k] = [i \in Page(k) |-> IF i \in errored THEN After(@[i]) ELSE @[i]],
                                  ![Partner(k)] = Invalidated(k, released)]
      /\ controllers' = [controllers EXCEPT ![k].table = Released(k, released)]
      /\ UNCHANGED <<fifos, supply, channel, arbiter>>

-----------------------------------------------------------------------------
FaultsNext ==
  \/ \E u \in DOMAIN Power : PowerOff(u)
  \/ \E i \in DOMAIN Batteries : BatteryDead(i)
  \/ \E k \in Side : BoardCrash(k) \/ BoardHang(k) \/ CacheLost(k) \/ FifoLost(k) \/ FalseSuspicion(k)
  \/ \E k \in Side : CopyError(k) \/ FifoError(k) \/ DrainError(k) \/ DestageError(k)
  \/ ChannelDown \/ ArbiterDown

(* By name and arguments, as a trace has them. *)
FaultsTaken(name, args) ==
  \/ name = "PowerOff"       /\ PowerOff(args[1])
  \/ name = "BatteryDead"    /\ BatteryDead(args[1])
  \/ name = "BoardCrash"     /\ BoardCrash(args[1])
  \/ name = "BoardHang"      /\ BoardHang(args[1])
  \/ name = "CacheLost"      /\ CacheLost(args[1])
  \/ name = "FifoLost"       /\ FifoLost(args[1])
  \/ name = "ChannelDown"    /\ ChannelDown
  \/ name = "ArbiterDown"    /\ ArbiterDown
  \/ name = "FalseSuspicion" /\ FalseSuspicion(args[1])
  \/ name = "CopyError"      /\ CopyError(args[1])
  \/ name = "FifoError"      /\ FifoError(args[1])
  \/ name = "DrainError"     /\ DrainError(args[1])
  \/ name = "DestageError"   /\ DestageError(args[1])

=============================================================================
