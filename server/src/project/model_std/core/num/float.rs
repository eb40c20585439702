//! Methods of the floating-point types that need no operating system.
use crate::cmp::Ordering;
use crate::num::FpCategory;

macro_rules! floats { ($($t:ident $bits:ident $bytes:literal $mantissa:literal $digits:literal $epsilon:literal $min_positive:literal $max:literal $max_exp:literal;)*) => {$(
    impl $t {
        pub const RADIX: u32 = 2;
        pub const MANTISSA_DIGITS: u32 = $mantissa;
        pub const DIGITS: u32 = $digits;
        pub const EPSILON: $t = $epsilon;
        pub const MIN: $t = -$max;
        pub const MIN_POSITIVE: $t = $min_positive;
        pub const MAX: $t = $max;
        pub const MIN_EXP: i32 = 3 - $max_exp;
        pub const MAX_EXP: i32 = $max_exp;
        pub const NAN: $t = 0.0 / 0.0;
        pub const INFINITY: $t = 1.0 / 0.0;
        pub const NEG_INFINITY: $t = -1.0 / 0.0;
        pub fn is_nan(self) -> bool;
        pub fn is_infinite(self) -> bool;
        pub fn is_finite(self) -> bool;
        pub fn is_subnormal(self) -> bool;
        pub fn is_normal(self) -> bool;
        pub fn classify(self) -> FpCategory;
        pub fn is_sign_positive(self) -> bool;
        pub fn is_sign_negative(self) -> bool;
        pub fn next_up(self) -> Self;
        pub fn next_down(self) -> Self;
        pub fn recip(self) -> Self;
        pub fn to_degrees(self) -> Self;
        pub fn to_radians(self) -> $t;
        pub fn max(self, other: $t) -> $t;
        pub fn min(self, other: $t) -> $t;
        pub fn midpoint(self, other: $t) -> $t;
        pub unsafe fn to_int_unchecked<Int>(self) -> Int;
        pub fn to_bits(self) -> $bits;
        pub fn from_bits(v: $bits) -> Self;
        pub fn to_be_bytes(self) -> [u8; $bytes];
        pub fn to_le_bytes(self) -> [u8; $bytes];
        pub fn to_ne_bytes(self) -> [u8; $bytes];
        pub fn from_be_bytes(bytes: [u8; $bytes]) -> Self;
        pub fn from_le_bytes(bytes: [u8; $bytes]) -> Self;
        pub fn from_ne_bytes(bytes: [u8; $bytes]) -> Self;
        pub fn total_cmp(&self, other: &Self) -> Ordering;
        pub fn clamp(self, min: $t, max: $t) -> $t;
        pub fn abs(self) -> $t;
        pub fn signum(self) -> $t;
        pub fn copysign(self, sign: $t) -> $t;
    }
)*}; }
floats! {
    f32 u32 4 24 6 1.19209290e-07 1.17549435e-38 3.40282347e+38 128;
    f64 u64 8 53 15 2.2204460492503131e-16 2.2250738585072014E-308 1.7976931348623157E+308 1024;
}
