//! What one operating system offers.
pub mod fd {
    pub type RawFd = i32;
    pub struct OwnedFd {
        fd: RawFd,
    }
    impl Drop for OwnedFd {}
    #[derive(Copy, Clone)]
    pub struct BorrowedFd<'fd> {
        fd: RawFd,
        _phantom: crate::marker::PhantomData<&'fd OwnedFd>,
    }
    pub trait AsRawFd {
        fn as_raw_fd(&self) -> RawFd;
    }
    pub trait FromRawFd {
        unsafe fn from_raw_fd(fd: RawFd) -> Self;
    }
    pub trait IntoRawFd {
        fn into_raw_fd(self) -> RawFd;
    }
    pub trait AsFd {
        fn as_fd(&self) -> BorrowedFd<'_>;
    }
    macro_rules! files { ($($t:ty)*) => {$(
        impl AsRawFd for $t {}
        impl AsFd for $t {}
        impl FromRawFd for $t {}
        impl IntoRawFd for $t {}
    )*}; }
    files! { crate::fs::File crate::net::TcpStream crate::net::TcpListener crate::net::UdpSocket OwnedFd }
    macro_rules! standard { ($($t:ty)*) => {$(
        impl AsRawFd for $t {}
        impl AsFd for $t {}
    )*}; }
    standard! { crate::io::Stdin crate::io::Stdout crate::io::Stderr }
}
pub mod raw {
    pub use core::ffi::{
        c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong,
        c_ushort,
    };
}
pub mod unix {
    pub mod ffi {
        use crate::ffi::{OsStr, OsString};
        pub trait OsStringExt {
            fn from_vec(vec: Vec<u8>) -> Self;
            fn into_vec(self) -> Vec<u8>;
        }
        impl OsStringExt for OsString {}
        pub trait OsStrExt {
            fn from_bytes(slice: &[u8]) -> &Self;
            fn as_bytes(&self) -> &[u8];
        }
        impl OsStrExt for OsStr {}
    }
    pub mod io {
        pub use crate::os::fd::*;
    }
    pub mod fs {
        use crate::io;
        use crate::path::Path;
        pub fn symlink<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()>;
        pub trait PermissionsExt {
            fn mode(&self) -> u32;
            fn set_mode(&mut self, mode: u32);
            fn from_mode(mode: u32) -> Self;
        }
        impl PermissionsExt for crate::fs::Permissions {}
    }
    pub mod prelude {
        pub use super::ffi::{OsStrExt, OsStringExt};
        pub use super::fs::PermissionsExt;
        pub use super::io::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
    }
}
