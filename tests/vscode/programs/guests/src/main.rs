fn main() {
    let names = vec![String::from("Ada"), String::from("Eve")];
    let first = &names[0];
    println!("{first} is the first");
    welcome(names);
}

fn welcome(guests: Vec<String>) {
    for guest in &guests {
        println!("welcome, {guest}");
    }
}
