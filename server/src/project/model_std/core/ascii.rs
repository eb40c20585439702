//! ASCII.
use crate::fmt;

#[derive(Clone)]
pub struct EscapeDefault([u8; 4]);
pub fn escape_default(c: u8) -> EscapeDefault;
crate::__iterator! { [] EscapeDefault => u8; double exact }
impl fmt::Display for EscapeDefault {}
impl fmt::Debug for EscapeDefault {}
