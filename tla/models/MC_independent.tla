--------------------------- MODULE MC_independent ---------------------------
(* The design independent, as a model for TLC.  Written by mirrorproof from the design file. *)
EXTENDS MC

const_Power == <<[name |-> "P1", feeds |-> {"K1", "C1"}], [name |-> "P2", feeds |-> {"K2", "C2"}], [name |-> "P3", feeds |-> {"F1", "E1"}], [name |-> "P4", feeds |-> {"F2", "E2"}]>>

const_Batteries == << >>

const_CachePages == <<4, 4>>

const_Declares == <<[terms |-> <<<<"*", "*">>, <<"*", "*">>>>, survives |-> FALSE], [terms |-> <<<<"*", "*">>>>, survives |-> TRUE]>>

==============================================================================
