----------------------------- MODULE MC_self_fed -----------------------------
(* The design self-fed, as a model for TLC.  Written by mirrorproof from the design file. *)
EXTENDS MC

const_Power == <<[name |-> "P1", feeds |-> {"K1", "C1", "F1", "E1"}], [name |-> "P2", feeds |-> {"K2", "C2", "F2", "E2"}]>>

const_Batteries == << >>

const_CachePages == <<4, 4>>

const_Declares == <<[terms |-> <<<<"PowerOff", "*">>>>, survives |-> FALSE], [terms |-> <<<<"*", "*">>, <<"*", "*">>>>, survives |-> FALSE], [terms |-> <<<<"*", "*">>>>, survives |-> TRUE]>>

==============================================================================
