//! Common words that look like an alias where capitals say nothing.
//!
//! In: an alias and the language of its dictionary. Out: whether it is also a common word of that language. Used when
//! compiling; only the answer is kept. The lists hold what collides with abbreviations: short words of the closed
//! classes (pronouns, articles, prepositions, conjunctions, auxiliaries) and a few others that headlines are made of.

/// Whether a folded alias of one word is a common word of the language, a primary subtag (English where none is given).
pub fn is_common(form: &str, language: &str) -> bool {
    let language = if language.is_empty() { "en" } else { language };
    let words = LISTS.iter().find(|list| list.0 == language).map_or("", |list| list.1);
    !form.is_empty() && words.as_bytes().split(|&byte| byte == b' ').any(|word| word == form.as_bytes())
}

/// Words are in their folded form.
const LISTS: &[(&str, &str)] = &[
    (
        "en",
        "a about above act after again age ago aid aids aim air all also am amid an and any apt arc are arm art as ask at \
         ate away bad ban bar bat be bed been best bet bid big bit both bus but buy by call came can cap car case cat \
         could cop cost cup cut dad day dead deal did die do does dog down due each ear eat end era even ever eye face fact fall \
         far fast fat fed few fit fix fly for form from fun gap gas get go god good got gun had ham has hat have he head \
         heat hell help her here hers hid high him his hit home hope hot how i ice if ill in into is it its job join just keep key kid \
         last late law lead less let life like line live long look lot low mad made main make man many map mass may me men mid \
         might more most much must my nap need net never new next no nor not now of off oil old on once one only open or \
         other our out over own pad part past pay pen per pet pin plus post put ran rare rate real red rest rich ring rise \
         role row run safe said same sat save say see set she should show side sit so some soon star start stem step stop such \
         sun take talk tap tax team tell ten than that the their them then there these they this those time tip to too top \
         tree two under up upon us use very via want war was way we well went were what when where which while who whom whose why \
         will win wish with won word work would yes yet you your zone",
    ),
    (
        "de",
        "ab aber alle als am an auch auf aus bei beim bin bis da damit dann das dass dem den der des dich die dir doch du ein \
         eine einem einen einer er es euch fast fest fur gab ganz geht gut hat hatte hin ich ihm ihn ihr im in ins ist ja je jede kann \
         kein lag mal man mehr mein mich mir mit muss nach nein nicht noch nun nur ob oder ohne rat rot sein seit sich sie sind \
         so soll tag tat tot um und uns unter vom von vor war was weg wem wen wer wie wir wird wo zu zum zur",
    ),
    (
        "fr",
        "a ai as au aux avec bas bien ce ces cet cette ceux dans de des dire dit donc dont du elle elles en entre es est et eu eux \
         fait fin font ici il ils je la le les leur lui ma mais mal me meme mes mis moi mon ne ni non nos notre nous on ont ou par pas \
         peu peut plus pour qu quand que qui rien sa sans se sera ses si soi son sont sous sur ta te tes toi ton tous tout tu un une \
         va vers vie voir vos votre vous vu y",
    ),
    (
        "es",
        "a al algo ano aqui asi aun bajo bien cada casi como con cual cuando da dan de del desde dia dice donde dos el ella en era eres es \
         esa ese eso esta este esto fin fue ha han hasta hay he hoy ir la las le les lo los mal mas me mi mis muy nada ni no nos o os otra \
         otro para pero poco por que quien sea ser si sido sin sobre solo son su sus tal tan te ti tras tu tus un una uno va van ver \
         vez voy y ya yo",
    ),
    (
        "it",
        "a ad ai al alla anche c che chi ci come con cui da dal dei del di dove due e ed era fa fu gli ha hai ho i il in io la le lei li \
         lo lui ma me mi mio ne nei nel no noi non o ora per piu poi qui se sei si sia solo sono su sua sul suo te ti tra tu un una uno va \
         vi voi",
    ),
    (
        "pt",
        "a ao aos as ate com como da das de dela dele do dos e ela ele em entre era eu foi ha isso ja la lhe mais mas me meu muito na nao nas \
         nem no nos o os ou para pela pelo por qual quando que quem se sem ser seu so sua tem ter um uma vai vez",
    ),
    (
        "nl",
        "aan af al als bij dan dat de die dit door dus een en er geen had heb heeft het hij hoe hun ik in is je kan maar me met mij na naar \
         niet nog nu of om ons ook op over te toch toen tot u uit van veel voor was wat we wel wie wij ze zei zich zij zijn zo zou",
    ),
    (
        "pl",
        "a ale bo by byc bez co czy dla do go i ich ile im ja jak je jej jest juz ma mi my na nad nas nie nim no o od on ona oni oraz po pod przez sa sie ta tak tam te tego ten to tu ty u w we z za ze",
    ),
    (
        "tr",
        "ama az bir bu biz cok da daha de degil den en gibi ha her hic icin ile ise kadar ki mi mu ne o on ona onu sen siz su ve ya",
    ),
    ("az", "bir biz bu da daha de en her ile men ne o on sen siz var ve ya"),
    (
        "ru",
        "а без бы в во вам вас вот все вы да для до его ее если есть еще же за и из или им их к как ко кто ли мне мы на над нам нас не нет ни но о об он она они от по под при с со так там то ты у уже что это я",
    ),
    (
        "uk",
        "а без би в вам вас вже ви від все він вона вони для до є за з і із його як ми на над нам нас не ні о об ось по при про та так там те ти то у хто це ці чи що я",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collisions() {
        assert!(is_common("us", "en") && is_common("who", "") && is_common("wer", "de"));
        assert!(!is_common("nato", "en") && !is_common("white house", "en") && !is_common("us", "ja"));
    }
}
