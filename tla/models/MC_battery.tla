----------------------------- MODULE MC_battery -----------------------------
(* The design battery, as a model for TLC.  Written by mirrorproof from the design file. *)
EXTENDS MC

const_Power == <<[name |-> "P1", feeds |-> {"K1", "C1", "F1", "E2"}], [name |-> "P2", feeds |-> {"K2", "C2", "F2", "E1"}]>>

const_Batteries == <<[name |-> "B1", feeds |-> {"F1"}, hold |-> 4], [name |-> "B2", feeds |-> {"F2"}, hold |-> 4]>>

const_CachePages == <<4, 4>>

const_Declares == <<[terms |-> <<<<"*", "*">>, <<"*", "*">>>>, survives |-> FALSE], [terms |-> <<<<"*", "*">>>>, survives |-> TRUE]>>

==============================================================================
