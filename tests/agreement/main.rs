//! The referee: what rustc's MIR says about each fixture, compared with what the fixtures expect and with
//! what `ownlens facts` prints. Skipped, with a message, only where there is no rustc.

mod drops;
mod found;
mod mir;
mod referee;
mod rustc;
#[path = "../support/mod.rs"]
mod support;
mod types;
mod uses;
mod variables;

use support::comments::Commented;
use support::event::What;

#[test]
fn expectations_agree_with_rustc() {
    let Some(version) = rustc::version() else {
        eprintln!("skipped: there is no rustc to compare with");
        return;
    };
    println!("compared with {version}");
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|referee| referee == "rustc");
    for fixture in support::fixture::all() {
        let events =
            referee::events(&fixture).unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        let wanted: Vec<_> = events
            .iter()
            .filter(|found| found.excuse.is_none())
            .map(|found| found.event.clone())
            .filter(|event| fixture.copies || event.what != What::Copy)
            .collect();
        let commented = Commented::parse(&fixture.text)
            .unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        if update {
            std::fs::write(&fixture.path, commented.render(&wanted))
                .expect("the fixture is written");
        }
    }
}
