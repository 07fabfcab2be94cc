//! The window's commands: each takes wire types, calls core or engine, and
//! answers in wire types.

pub(crate) mod author;
pub(crate) mod cluster;
pub(crate) mod convert;
pub(crate) mod deployed;
pub(crate) mod export;
pub(crate) mod expression;
pub(crate) mod facts;
pub(crate) mod files;
pub(crate) mod history;
pub(crate) mod installation;
pub(crate) mod leaving;
pub(crate) mod pod;
pub(crate) mod problems;
pub(crate) mod run;
pub(crate) mod safety;
pub(crate) mod stages;
pub(crate) mod text;
