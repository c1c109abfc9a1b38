use super::*;

const TEXT: &str = "Prof. Ada came.";

fn trained(text: &str) -> PunktTrainer {
    let mut trainer = PunktTrainer::default();
    trainer.train(text).unwrap();
    trainer
}

#[test]
fn counts_add_up() {
    let trainer = trained(TEXT);
    assert_eq!((trainer.tokens(), trainer.stops(), trainer.sentence_breaks()), (3, 2, 1));
}
