fn main() {
    let letter = String::from("letter");
    send(letter);
}

fn send(mail: String) {
    println!("{mail}");
}
