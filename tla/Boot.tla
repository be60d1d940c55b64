-------------------------------- MODULE Boot ---------------------------------
(***************************************************************************)
(* Boot: both controllers tell their cache sizes, both allocate their      *)
(* mirror areas, both create their tables (A2, A10).  No step goes ahead   *)
(* before the partner has taken the one before it, so no controller        *)
(* mirrors into an area that is not there.                                 *)
(***************************************************************************)
EXTENDS Rules

NotifySize(k) ==
  /\ Acts(k, {"booting"})
  /\ channelUp
  /\ SetMode(k, "notified")
  /\ UNCHANGED <<memory, volume, surroundings>>

AllocateMirror(k) ==
  /\ Acts(k, {"notified"})
  /\ Mode(Partner(k)) \in Watching \ {"booting"}
  /\ SetMode(k, "allocated")
  /\ UNCHANGED <<memory, volume, surroundings>>

CreateTable(k) ==
  /\ Acts(k, {"allocated"})
  /\ channelUp
  /\ Mode(Partner(k)) \in Watching \ {"booting", "notified"}
  /\ SetMode(k, "mirrored")
  /\ UNCHANGED <<memory, volume, surroundings>>

-----------------------------------------------------------------------------
BootNext(k) == NotifySize(k) \/ AllocateMirror(k) \/ CreateTable(k)

(* By name and arguments, as a trace has them. *)
BootTaken(name, args) ==
  \/ name = "NotifySize"     /\ NotifySize(args[1])
  \/ name = "AllocateMirror" /\ AllocateMirror(args[1])
  \/ name = "CreateTable"    /\ CreateTable(args[1])

=============================================================================
