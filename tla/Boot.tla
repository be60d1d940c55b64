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
  /\ R18_sizes(k)
  /\ SetMode(k, "allocated")
  /\ UNCHANGED <<memory, volume, surroundings>>

CreateTable(k) ==
  /\ Acts(k, {"allocated"})
  /\ channelUp
  /\ R18_area(k)
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
