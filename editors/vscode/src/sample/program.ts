/** The program of the walkthrough: a move, a borrow and a drop. */
export const SAMPLE = `// Point at a value to read what happens to it, and why.

struct Guest {
    name: String,
}

impl Drop for Guest {
    fn drop(&mut self) {
        println!("{} leaves", self.name);
    }
}

fn main() {
    let ada = Guest { name: String::from("Ada") };
    let eve = Guest { name: String::from("Eve") };

    let longest = longer(&ada, &eve); // Both are borrowed until \`longest\` is last used.
    println!("{longest}");

    let party = vec![ada]; // \`ada\` is moved: from here on \`party\` owns it.
    welcome(party); //        … and hands it on.

    println!("{} stays", eve.name);
} // What is still owned here is dropped here.

fn longer<'a>(one: &'a Guest, other: &'a Guest) -> &'a str {
    if one.name.len() > other.name.len() { &one.name } else { &other.name }
}

fn welcome(guests: Vec<Guest>) {
    for guest in &guests {
        println!("welcome, {}", guest.name);
    }
} // The guests leave when the function that owns them ends.
`;
