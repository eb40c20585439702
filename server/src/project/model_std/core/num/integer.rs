//! Methods of the integer types.
use super::ParseIntError;

/// What signed and unsigned types share: `type, unsigned counterpart, bits, bytes, min, max`.
macro_rules! common { ($($t:ident $bits:literal $bytes:literal $min:literal $max:literal;)*) => {$(
    impl $t {
        pub const MIN: Self = $min;
        pub const MAX: Self = $max;
        pub const BITS: u32 = $bits;
        pub fn from_str_radix(src: &str, radix: u32) -> Result<$t, ParseIntError>;
        pub fn from_ascii_radix(src: &[u8], radix: u32) -> Result<$t, ParseIntError>;
        pub fn count_ones(self) -> u32;
        pub fn count_zeros(self) -> u32;
        pub fn leading_zeros(self) -> u32;
        pub fn trailing_zeros(self) -> u32;
        pub fn leading_ones(self) -> u32;
        pub fn trailing_ones(self) -> u32;
        pub fn rotate_left(self, n: u32) -> Self;
        pub fn rotate_right(self, n: u32) -> Self;
        pub fn swap_bytes(self) -> Self;
        pub fn reverse_bits(self) -> Self;
        pub fn from_be(x: Self) -> Self;
        pub fn from_le(x: Self) -> Self;
        pub fn to_be(self) -> Self;
        pub fn to_le(self) -> Self;
        pub fn checked_add(self, rhs: Self) -> Option<Self>;
        pub fn checked_sub(self, rhs: Self) -> Option<Self>;
        pub fn checked_mul(self, rhs: Self) -> Option<Self>;
        pub fn checked_div(self, rhs: Self) -> Option<Self>;
        pub fn checked_div_euclid(self, rhs: Self) -> Option<Self>;
        pub fn checked_rem(self, rhs: Self) -> Option<Self>;
        pub fn checked_rem_euclid(self, rhs: Self) -> Option<Self>;
        pub fn checked_neg(self) -> Option<Self>;
        pub fn checked_shl(self, rhs: u32) -> Option<Self>;
        pub fn checked_shr(self, rhs: u32) -> Option<Self>;
        pub fn checked_pow(self, exp: u32) -> Option<Self>;
        pub fn strict_add(self, rhs: Self) -> Self;
        pub fn strict_sub(self, rhs: Self) -> Self;
        pub fn strict_mul(self, rhs: Self) -> Self;
        pub unsafe fn unchecked_add(self, rhs: Self) -> Self;
        pub unsafe fn unchecked_sub(self, rhs: Self) -> Self;
        pub unsafe fn unchecked_mul(self, rhs: Self) -> Self;
        pub fn saturating_add(self, rhs: Self) -> Self;
        pub fn saturating_sub(self, rhs: Self) -> Self;
        pub fn saturating_mul(self, rhs: Self) -> Self;
        pub fn saturating_div(self, rhs: Self) -> Self;
        pub fn saturating_pow(self, exp: u32) -> Self;
        pub fn wrapping_add(self, rhs: Self) -> Self;
        pub fn wrapping_sub(self, rhs: Self) -> Self;
        pub fn wrapping_mul(self, rhs: Self) -> Self;
        pub fn wrapping_div(self, rhs: Self) -> Self;
        pub fn wrapping_div_euclid(self, rhs: Self) -> Self;
        pub fn wrapping_rem(self, rhs: Self) -> Self;
        pub fn wrapping_rem_euclid(self, rhs: Self) -> Self;
        pub fn wrapping_neg(self) -> Self;
        pub fn wrapping_shl(self, rhs: u32) -> Self;
        pub fn wrapping_shr(self, rhs: u32) -> Self;
        pub fn wrapping_pow(self, exp: u32) -> Self;
        pub fn overflowing_add(self, rhs: Self) -> (Self, bool);
        pub fn overflowing_sub(self, rhs: Self) -> (Self, bool);
        pub fn overflowing_mul(self, rhs: Self) -> (Self, bool);
        pub fn overflowing_div(self, rhs: Self) -> (Self, bool);
        pub fn overflowing_rem(self, rhs: Self) -> (Self, bool);
        pub fn overflowing_neg(self) -> (Self, bool);
        pub fn overflowing_shl(self, rhs: u32) -> (Self, bool);
        pub fn overflowing_shr(self, rhs: u32) -> (Self, bool);
        pub fn overflowing_pow(self, exp: u32) -> (Self, bool);
        pub const fn pow(self, exp: u32) -> Self { if exp == 0 { 1 } else { self * self.pow(exp - 1) } }
        pub fn isqrt(self) -> Self;
        pub fn div_euclid(self, rhs: Self) -> Self;
        pub fn rem_euclid(self, rhs: Self) -> Self;
        pub fn ilog(self, base: Self) -> u32;
        pub fn ilog2(self) -> u32;
        pub fn ilog10(self) -> u32;
        pub fn checked_ilog(self, base: Self) -> Option<u32>;
        pub fn checked_ilog2(self) -> Option<u32>;
        pub fn checked_ilog10(self) -> Option<u32>;
        pub fn to_be_bytes(self) -> [u8; $bytes];
        pub fn to_le_bytes(self) -> [u8; $bytes];
        pub fn to_ne_bytes(self) -> [u8; $bytes];
        pub fn from_be_bytes(bytes: [u8; $bytes]) -> Self;
        pub fn from_le_bytes(bytes: [u8; $bytes]) -> Self;
        pub fn from_ne_bytes(bytes: [u8; $bytes]) -> Self;
        #[rustc_promotable]
        pub const fn min_value() -> Self { Self::MIN }
        #[rustc_promotable]
        pub const fn max_value() -> Self { Self::MAX }
        pub fn midpoint(self, rhs: Self) -> Self;
    }
)*}; }
common! {
    i8 8 1 -0x80 0x7f;
    i16 16 2 -0x8000 0x7fff;
    i32 32 4 -0x8000_0000 0x7fff_ffff;
    i64 64 8 -0x8000_0000_0000_0000 0x7fff_ffff_ffff_ffff;
    i128 128 16 -0x8000_0000_0000_0000_0000_0000_0000_0000 0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff;
    isize 64 8 -0x8000_0000_0000_0000 0x7fff_ffff_ffff_ffff;
    u8 8 1 0 0xff;
    u16 16 2 0 0xffff;
    u32 32 4 0 0xffff_ffff;
    u64 64 8 0 0xffff_ffff_ffff_ffff;
    u128 128 16 0 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff;
    usize 64 8 0 0xffff_ffff_ffff_ffff;
}

macro_rules! signed { ($($t:ident $unsigned:ident)*) => {$(
    impl $t {
        pub fn cast_unsigned(self) -> $unsigned;
        pub fn checked_add_unsigned(self, rhs: $unsigned) -> Option<Self>;
        pub fn checked_sub_unsigned(self, rhs: $unsigned) -> Option<Self>;
        pub fn checked_abs(self) -> Option<Self>;
        pub fn checked_isqrt(self) -> Option<Self>;
        pub fn saturating_add_unsigned(self, rhs: $unsigned) -> Self;
        pub fn saturating_sub_unsigned(self, rhs: $unsigned) -> Self;
        pub fn saturating_neg(self) -> Self;
        pub fn saturating_abs(self) -> Self;
        pub fn wrapping_add_unsigned(self, rhs: $unsigned) -> Self;
        pub fn wrapping_sub_unsigned(self, rhs: $unsigned) -> Self;
        pub fn wrapping_abs(self) -> Self;
        pub fn unsigned_abs(self) -> $unsigned;
        pub fn overflowing_add_unsigned(self, rhs: $unsigned) -> (Self, bool);
        pub fn overflowing_sub_unsigned(self, rhs: $unsigned) -> (Self, bool);
        pub fn overflowing_abs(self) -> (Self, bool);
        pub const fn abs(self) -> Self { if self < 0 { -self } else { self } }
        pub fn abs_diff(self, other: Self) -> $unsigned;
        pub fn signum(self) -> Self;
        pub fn is_positive(self) -> bool;
        pub fn is_negative(self) -> bool;
    }
)*}; }
signed! { i8 u8 i16 u16 i32 u32 i64 u64 i128 u128 isize usize }

macro_rules! unsigned { ($($t:ident $signed:ident)*) => {$(
    impl $t {
        pub fn cast_signed(self) -> $signed;
        pub fn checked_add_signed(self, rhs: $signed) -> Option<Self>;
        pub fn checked_sub_signed(self, rhs: $signed) -> Option<Self>;
        pub fn checked_signed_diff(self, rhs: Self) -> Option<$signed>;
        pub fn checked_next_power_of_two(self) -> Option<Self>;
        pub fn checked_next_multiple_of(self, rhs: Self) -> Option<Self>;
        pub fn saturating_add_signed(self, rhs: $signed) -> Self;
        pub fn saturating_sub_signed(self, rhs: $signed) -> Self;
        pub fn wrapping_add_signed(self, rhs: $signed) -> Self;
        pub fn wrapping_sub_signed(self, rhs: $signed) -> Self;
        pub fn overflowing_add_signed(self, rhs: $signed) -> (Self, bool);
        pub fn overflowing_sub_signed(self, rhs: $signed) -> (Self, bool);
        pub fn abs_diff(self, other: Self) -> Self;
        pub fn div_ceil(self, rhs: Self) -> Self;
        pub fn next_multiple_of(self, rhs: Self) -> Self;
        pub fn is_multiple_of(self, rhs: Self) -> bool;
        pub fn is_power_of_two(self) -> bool;
        pub fn next_power_of_two(self) -> Self;
    }
)*}; }
unsigned! { u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize }

impl u8 {
    pub fn is_ascii(&self) -> bool;
    pub fn to_ascii_uppercase(&self) -> u8;
    pub fn to_ascii_lowercase(&self) -> u8;
    pub fn eq_ignore_ascii_case(&self, other: &u8) -> bool;
    pub fn make_ascii_uppercase(&mut self);
    pub fn make_ascii_lowercase(&mut self);
    pub fn is_ascii_alphabetic(&self) -> bool;
    pub fn is_ascii_uppercase(&self) -> bool;
    pub fn is_ascii_lowercase(&self) -> bool;
    pub fn is_ascii_alphanumeric(&self) -> bool;
    pub fn is_ascii_digit(&self) -> bool;
    pub fn is_ascii_hexdigit(&self) -> bool;
    pub fn is_ascii_punctuation(&self) -> bool;
    pub fn is_ascii_graphic(&self) -> bool;
    pub fn is_ascii_whitespace(&self) -> bool;
    pub fn is_ascii_control(&self) -> bool;
    pub fn escape_ascii(self) -> crate::ascii::EscapeDefault;
}
