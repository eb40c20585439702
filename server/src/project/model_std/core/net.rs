//! Network addresses.
use crate::error::Error;
use crate::fmt;
use crate::str::FromStr;

#[derive(Copy, Clone, Eq, PartialEq, Hash, PartialOrd, Ord)]
pub enum IpAddr {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ipv4Addr {
    octets: [u8; 4],
}
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ipv6Addr {
    octets: [u8; 16],
}
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SocketAddr {
    V4(SocketAddrV4),
    V6(SocketAddrV6),
}
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct SocketAddrV4 {
    ip: Ipv4Addr,
    port: u16,
}
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct SocketAddrV6 {
    ip: Ipv6Addr,
    port: u16,
    flowinfo: u32,
    scope_id: u32,
}
impl IpAddr {
    pub fn is_unspecified(&self) -> bool;
    pub fn is_loopback(&self) -> bool;
    pub fn is_multicast(&self) -> bool;
    pub fn is_ipv4(&self) -> bool;
    pub fn is_ipv6(&self) -> bool;
    pub fn to_canonical(&self) -> IpAddr;
}
impl Ipv4Addr {
    pub const BITS: u32 = 32;
    pub const LOCALHOST: Self = Ipv4Addr { octets: [127, 0, 0, 1] };
    pub const UNSPECIFIED: Self = Ipv4Addr { octets: [0, 0, 0, 0] };
    pub const BROADCAST: Self = Ipv4Addr { octets: [255, 255, 255, 255] };
    pub fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr;
    pub fn from_bits(bits: u32) -> Ipv4Addr;
    pub fn to_bits(self) -> u32;
    pub fn octets(&self) -> [u8; 4];
    pub fn is_unspecified(&self) -> bool;
    pub fn is_loopback(&self) -> bool;
    pub fn is_private(&self) -> bool;
    pub fn is_link_local(&self) -> bool;
    pub fn is_multicast(&self) -> bool;
    pub fn is_broadcast(&self) -> bool;
    pub fn to_ipv6_compatible(&self) -> Ipv6Addr;
    pub fn to_ipv6_mapped(&self) -> Ipv6Addr;
}
impl Ipv6Addr {
    pub const LOCALHOST: Self = Ipv6Addr { octets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] };
    pub const UNSPECIFIED: Self = Ipv6Addr { octets: [0; 16] };
    pub fn new(a: u16, b: u16, c: u16, d: u16, e: u16, f: u16, g: u16, h: u16) -> Ipv6Addr;
    pub fn segments(&self) -> [u16; 8];
    pub fn octets(&self) -> [u8; 16];
    pub fn is_unspecified(&self) -> bool;
    pub fn is_loopback(&self) -> bool;
    pub fn is_multicast(&self) -> bool;
    pub fn to_ipv4(&self) -> Option<Ipv4Addr>;
    pub fn to_ipv4_mapped(&self) -> Option<Ipv4Addr>;
}
impl SocketAddr {
    pub fn new(ip: IpAddr, port: u16) -> SocketAddr;
    pub fn ip(&self) -> IpAddr;
    pub fn set_ip(&mut self, new_ip: IpAddr);
    pub fn port(&self) -> u16;
    pub fn set_port(&mut self, new_port: u16);
    pub fn is_ipv4(&self) -> bool;
    pub fn is_ipv6(&self) -> bool;
}
impl SocketAddrV4 {
    pub fn new(ip: Ipv4Addr, port: u16) -> SocketAddrV4;
    pub fn ip(&self) -> &Ipv4Addr;
    pub fn port(&self) -> u16;
}
impl SocketAddrV6 {
    pub fn new(ip: Ipv6Addr, port: u16, flowinfo: u32, scope_id: u32) -> SocketAddrV6;
    pub fn ip(&self) -> &Ipv6Addr;
    pub fn port(&self) -> u16;
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddrParseError(u8);
impl Error for AddrParseError {}
impl fmt::Display for AddrParseError {}
macro_rules! addresses { ($($t:ident)*) => {$(
    impl fmt::Display for $t {}
    impl fmt::Debug for $t {}
    impl FromStr for $t { type Err = AddrParseError; }
)*}; }
addresses! { IpAddr Ipv4Addr Ipv6Addr SocketAddr SocketAddrV4 SocketAddrV6 }
macro_rules! from { ($($from:ty => $to:ident;)*) => {$( impl From<$from> for $to {} )*}; }
from! {
    Ipv4Addr => IpAddr; Ipv6Addr => IpAddr; [u8; 4] => IpAddr; [u8; 16] => IpAddr; [u16; 8] => IpAddr;
    [u8; 4] => Ipv4Addr; u32 => Ipv4Addr; Ipv4Addr => u32; [u8; 16] => Ipv6Addr; [u16; 8] => Ipv6Addr;
    SocketAddrV4 => SocketAddr; SocketAddrV6 => SocketAddr;
}
impl<I: Into<IpAddr>> From<(I, u16)> for SocketAddr {}
