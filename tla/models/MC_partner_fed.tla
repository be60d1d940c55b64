--------------------------- MODULE MC_partner_fed ---------------------------
(* The design partner-fed, as a model for TLC.  Written by mirrorproof from the design file. *)
EXTENDS MC

const_Power == <<[name |-> "P1", feeds |-> {"K1", "C1", "F2", "E2"}], [name |-> "P2", feeds |-> {"K2", "C2", "F1", "E1"}]>>

const_Batteries == << >>

const_CachePages == <<4, 4>>

const_Declares == <<[terms |-> <<<<"*", "*">>, <<"*", "*">>>>, survives |-> FALSE], [terms |-> <<<<"*", "*">>>>, survives |-> TRUE]>>

==============================================================================
