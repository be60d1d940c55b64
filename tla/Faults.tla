-------------------------------- MODULE Faults --------------------------------
(***************************************************************************)
(* What happens to an array: faults, and what they take with them.  A loss *)
(* spreads (a unit goes off, a cache is not fed, its controller stops, its *)
(* requests end), so losses are functions of the state as a record.        *)
(***************************************************************************)
EXTENDS Rules

-----------------------------------------------------------------------------
(* Losses *)

Without(entries, i) == SubSeq(entries, 1, i - 1) \o SubSeq(entries, i + 1, Len(entries))

(* Takes an entry out that was never verified: nothing will complete it any more. *)
Discard(fifo, i) ==
  LET rest == Without(fifo.entries, i)
  IN  [state   |-> IF \E j \in DOMAIN rest : ~rest[j].drained THEN fifo.state ELSE "empty",
       entries |-> rest]

(* The open requests of a controller end unanswered; an entry that was not verified by then is discarded (H32). *)
CloseRequests(s, k) ==
  LET half == {i \in DOMAIN s.fifos[k].entries : ~IsWhole(s.fifos[k].entries[i])}
  IN  [s EXCEPT
        !.blocks   = [b \in Block |-> IF @[b].openAt = k
                                      THEN [@[b] EXCEPT !.openAt = 0, !.joined = FALSE] ELSE @[b]],
        !.fifos[k] = IF half = {} THEN @ ELSE Discard(@, Least(half))]

(* A controller stops: its table goes with it. *)
Stop(s, k) ==
  IF s.controllers[k].mode = "stopped" THEN s
  ELSE CloseRequests([s EXCEPT !.controllers[k].mode = "stopped", !.controllers[k].table = FreeTable], k)

Halt(s, k) == IF s.controllers[k].board = "down" THEN s ELSE Stop([s EXCEPT !.controllers[k].board = "down"], k)

(* A controller without its cache is degraded (A4) and stops. *)
LoseCache(s, k) ==
  Stop([s EXCEPT !.caches[k] = [i \in Page(k) |-> IF InReadWriteArea(@[i]) THEN CleanPage ELSE BlankPage]], k)

LoseFifo(s, k) == [s EXCEPT !.fifos[k] = [state |-> "failed", entries |-> << >>]]

-----------------------------------------------------------------------------
(* Supplies.  Fed and OnUnits are asked of the units and batteries as they become. *)

TakeLoad(feeding, i) ==
  IF feeding[i].state = "standby" /\ \E p \in Batteries[i].feeds : ~OnUnits(p)'
  THEN [feeding[i] EXCEPT !.state = "feeding"] ELSE feeding[i]

LoseUnfed(s, k) ==
  LET cacheGone == IF Fed(Cache[k])' THEN s ELSE LoseCache(s, k)
      boardGone == IF Fed(Board[k])' THEN cacheGone ELSE Halt(cacheGone, k)
  IN  IF Ack = "mirror" \/ Fed(Fifo[k])' THEN boardGone ELSE LoseFifo(boardGone, k)

(* What no longer has a supply is lost. *)
Supply(nextUnits, feeding) ==
  /\ units' = nextUnits
  /\ batteries' = [i \in DOMAIN Batteries |-> TakeLoad(feeding, i)]
  /\ Become(LoseUnfed(LoseUnfed(Now, 1), 2))

Exhausted(i) == [batteries EXCEPT ![i] = [state |-> "flat", charge |-> 0]]

-----------------------------------------------------------------------------
(* Faults.  Each is one of the budget, and strikes once. *)

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
(* What follows a fault, late. *)

(* H08: a hung board acts again. *)
Wake(k) ==
  /\ controllers[k].board = "hung"
  /\ controllers' = [controllers EXCEPT ![k].board = "up"]
  /\ UNCHANGED <<memory, volume, surroundings>>

(* H09: the device write of a controller that hangs or is down still lands, until a fence rejects it (R5). *)
DeviceWriteLate(k, b) ==
  /\ ~IsUp(k)
  /\ blocks[b].queued[k] # 0
  /\ R5_fence(k)
  /\ blocks' = [blocks EXCEPT ![b].media = blocks[b].queued[k], ![b].queued[k] = 0]
  /\ UNCHANGED <<control, memory, surroundings>>

(* The battery still keeps something that can be lost: a working board, or content. *)
HoldsUp(i) ==
  LET kept(k) == (IF Mode(k) # "stopped" THEN {Board[k]} ELSE {})
                 \cup (IF HoldsPages(k) THEN {Cache[k]} ELSE {})
                 \cup (IF Entries(k) # << >> THEN {Fifo[k]} ELSE {})
  IN  {p \in Batteries[i].feeds \cap (kept(1) \cup kept(2)) : ~OnUnits(p)} # {}

DrainsOn(i) == Ack = "fifo" /\ \E k \in Side : DrainRunsOn(k, i) /\ CanDrain(k) /\ ToDrain(k) # {}

(* H26: an outage goes on.  Time passes on a battery in drain steps, so not while a drain that it feeds goes forward; *)
(* but once its charge is spent, it may fail at any time.                                                              *)
BatteryElapse(i) ==
  /\ "BatteryElapse" \in FaultKinds
  /\ batteries[i].state = "feeding"
  /\ HoldsUp(i)
  /\ DrainsOn(i) => batteries[i].charge = 0
  /\ IF batteries[i].charge > 1
     THEN batteries' = [batteries EXCEPT ![i].charge = @ - 1] /\ UNCHANGED <<control, memory, volume, units>>
     ELSE Supply(units, Exhausted(i))
  /\ UNCHANGED <<channel, arbiter, history>>

=============================================================================
