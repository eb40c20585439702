fn main() {
    let apple = String::from("apple");
    eat(apple);
}

fn eat(fruit: String) {
    println!("{fruit}");
}
