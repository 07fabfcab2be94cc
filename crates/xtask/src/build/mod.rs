//! What must be built before something can run or be checked.

pub(crate) mod rust;
pub(crate) mod ui;
