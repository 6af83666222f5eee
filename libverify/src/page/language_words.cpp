#include "page/language_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"

namespace verify {
namespace {

using enum Alphabet;

constexpr std::array<LanguageWords, kLanguageCount> kLanguages = {{
    {"en", latin,
     "the and of to in a for with that this are was from our your by have will has we their which "
     "more can not be it "
     "you is on as at an or all its how they been were about who what when than into out only also "
     "other most these",
     ""},
    {"de", latin,
     "der die und das den dem mit von für ist auf nicht eine einen einer eines sich auch werden "
     "wird wir sie bei durch "
     "oder nach sind zum zur über aus als unsere unser wie im ein zu haben hat kann können noch "
     "nur vor um am dass wurde "
     "mehr ihre ich es an so aber einem war",
     "äöüß"},
    {"fr", latin,
     "le les des et du une est dans pour sur avec que qui nous vous par au aux ce cette ses sont "
     "leur plus votre notre ou "
     "à la de un en il elle pas ne se son sa leurs mais comme être fait tout nos vos chaque ces "
     "été d l c qu",
     "àâæçéèêëîïôœùûü"},
    {"es", latin,
     "el los las y del una para con por que se su sus más al como sobre nuestros nuestra nuestro "
     "este esta son lo de la en "
     "un es no pero ha también desde entre cuando muy sin hasta todo ser fue años cada",
     "áéíñóúü"},
    {"pt", latin,
     "os as e do da dos das um uma para com por que não mais ao em na no nos seu sua são você "
     "nossa nosso pelo pela o a de "
     "se é como foi também à às suas seus até sem muito já ser quando entre todos ter isso",
     "áàâãçéêíóôõú"},
    {"it", latin,
     "il gli di e che per con una del della dei delle nel nella sono più alla dal questo come "
     "anche si le da è la un in i "
     "lo non al ha dalla degli nostro nostra nostri suo sua essere ogni loro ma se tra ed o sul "
     "sulla",
     "àèéìòóù"},
    {"nl", latin,
     "de het een van en voor met op zijn niet dat aan wij onze ook door bij naar deze wordt uit "
     "worden kan je uw te in is "
     "die er om als of maar heeft hebben was over meer zo dan nog we ze alle tot veel waar",
     "éèëïó"},
    {"sv", latin,
     "och att det som en på är av för med den till inte har de ett om vi i kan från vår våra du så "
     "ska men vid eller "
     "också när under hur där alla mycket skulle efter blir nya detta denna dem sig sin utan",
     "åäöé"},
    {"da", latin,
     "og at det som en på er af for med den til ikke har de et om vi i kan fra vores du så skal "
     "men ved eller også når "
     "under hvor der alle meget ville efter bliver nye dette denne dem sig sin uden mere blev "
     "mellem gennem noget nogle",
     "æøåé"},
    {"no", latin,
     "og at det som en på er av for med den til ikke har de et om vi i kan fra vår våre du så skal "
     "men ved eller også når "
     "under hvor der alle mye ville etter blir nye dette denne dem seg sin uten mer ble mellom "
     "gjennom noe noen dere",
     "æøåéòô"},
    {"fi", latin,
     "ja on ei että se ovat myös mutta kun oli tai joka jotka sen kuin voi niin hän sekä meidän "
     "tämä tämän mukaan olla "
     "ole jossa vain kanssa tämä siitä jos nyt ennen paljon hyvin kaikki mitä voidaan vuoden me he "
     "sitä mukana",
     "äöå"},
    {"pl", latin,
     "i w na z do się nie jest że to oraz dla jak po o od przez za który która które są co ale tak "
     "nas naszych może być już "
     "przy ze także więcej lub a tego ich tym jego był jej czy bardzo można",
     "ąćęłńóśźż"},
    {"cs", latin,
     "a v se na je že s z do pro o i jsou jako ve za by nebo které který která to ale po od jsme "
     "při podle k aby ze jeho "
     "také být bylo více naše jak už si co až či své jen můžete má",
     "áčďéěíňóřšťúůýž"},
    {"sk", latin,
     "a v sa na je že s z do pre o aj sú ako vo za by alebo ktoré ktorý ktorá to ale po od sme pri "
     "podľa k aby zo jeho "
     "tiež byť bolo viac naše ako už si čo až či svoje len môžete má nie",
     "áäčďéíĺľňóôŕšťúýž"},
    {"hu", latin,
     "a az és hogy nem is egy meg ez azt volt csak de mint van vagy már még el ki után minden "
     "amely ami olyan kell lehet "
     "több ha mert sem fel ezt szerint között során ők mi nagyon valamint illetve",
     "áéíóöőúüű"},
    {"ro", latin,
     "și de în la cu pe nu că este o un care din pentru mai ce sau sunt ale al a fost prin se au "
     "său dar ca după această "
     "acest fi noastre noștri când foarte va fie toate poate lor",
     "ăâîșțşţ"},
    {"tr", latin,
     "ve bir bu için ile da de olarak daha çok en olan gibi kadar ne sonra değil ya veya her mi "
     "ise göre tarafından o "
     "ancak hem olduğu üzere bizim biz şekilde yeni var",
     "çğıöşüâî"},
    {"hr", latin,
     "i u je na se da su za od s koji koja koje kao što ne o iz ili bi te s po ali do sa samo više "
     "nakon biti već njegova "
     "može kako sve nije bio naše naših tijekom također",
     "čćđšž"},
    {"sl", latin,
     "in je v na se da so za od s ki kot ne o iz ali bi z po pa do tudi še samo več biti lahko "
     "kako ni bil naše naših med "
     "pri ter bo kar to smo pred vse",
     "čšž"},
    {"et", latin,
     "ja on ei et see oma mis ka kui oli ning või aga selle kes seda nii meie kuid siis pärast "
     "veel juba tema nende väga "
     "saab olla ole kõik üle mida",
     "äõöüšž"},
    {"lv", latin,
     "un ir no ar uz ka par kas tas lai pēc arī bet vai mūsu ne pie kā tiek var to tā gada vairāk "
     "šī šis",
     "āčēģīķļņšūž"},
    {"lt", latin,
     "ir yra į iš kad su tai bet kaip už apie ar tik po nuo mūsų per jau taip pat buvo dėl gali "
     "kuris kurie daugiau šis",
     "ąčęėįšųūž"},
    {"ca", latin,
     "el els les i del una per a amb que es la seva seu més al com sobre nostres nostra aquest "
     "aquesta són de en un és no "
     "però també des entre quan molt sense fins tot ser va anys cada dels als ha perquè",
     "àçèéíïòóúü"},
    {"vi", latin,
     "và của là có các cho được trong một với không những để người đã này khi từ tôi chúng ra đến "
     "về như tại nhiều năm phải "
     "sẽ cũng hơn trên vào",
     "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"},
    {"id", latin,
     "yang dan di untuk dengan dari ini itu pada adalah tidak dalam akan ke oleh kami atau juga "
     "bisa dapat lebih anda saat "
     "telah karena sebagai mereka kita ada para serta bagi sudah tersebut",
     "é"},
    {"sq", latin,
     "dhe të në e i për me një nga është që si do janë më ka u ky kjo ose po shumë tonë", "ëç"},
    {"is", latin,
     "og að í er á sem til við en um því ekki það var fyrir með af eru frá hefur þetta við þú hann "
     "upp",
     "áðéíóúýþæö"},
    {"ru", cyrillic,
     "и в не на что с как это по для из мы к но от за или его у наш наши был были также все при "
     "чем которые который так "
     "уже только если может того их вы до о где когда чтобы очень каждый сколько год года лет день "
     "время",
     "ыэёъ"},
    {"uk", cyrillic,
     "і в не на що з як це по для із ми до але від за або його у наш наші був були також всі при "
     "чим які який так вже "
     "тільки якщо може того їх ви та про є",
     "іїєґ"},
    {"be", cyrillic,
     "і ў не на што з як гэта па для мы да але ад за або яго у наш былі таксама ўсе якія які так "
     "ужо",
     "ўіыэё"},
    {"bg", cyrillic,
     "и в не на че с как това по за от ние да но или го у нашите е са се със ще които който при "
     "след може като също бяха "
     "беше към има те ви до от",
     "ъ"},
    {"sr", cyrillic,
     "и у не на да с је се су за од који која које као што из или би по али до са само није",
     "јљњћђџ"},
    {"mk", cyrillic,
     "и во не на да со е се за од кој која кои како што ги или би по но до ќе само сите",
     "ѓќѕјљњџ"},
    {"ar", arabic,
     "في من على إلى أن هذا هذه التي الذي عن مع كان كل ما لا بين بعد أو قد كما لم ذلك حيث هو هي "
     "خلال عند منذ كانت يمكن",
     "ةيكىأإآؤئ"},
    {"fa", arabic,
     "در به از که این را با است برای آن یک می ما های خود تا بر هم شده هر اما و یا دارد کرد شود "
     "باید",
     "پچژگیکآئؤأ"},
    {"ur", arabic, "کے میں ہے کی اور سے کو کا نے پر ہیں یہ کہ اس تھا ایک ہم بھی ہو گیا کر لیے",
     "ٹڈڑںےہپچژگیکآئؤ"},
    {"hi", devanagari,
     "है में के और को से की का हैं पर कि ने एक यह भी था हमारे हम या तो जो लिए कर नहीं साथ थे गया बहुत वह इस",
     ""},
    {"mr", devanagari, "आहे आणि आहेत ते या हे च्या मध्ये नाही आपल्या एक होते तर केले करण्यासाठी होता आम्ही",
     "ळ"},
    {"ne", devanagari, "छ र छन् को मा हो का लागि गर्न भएको यो गरेको हाम्रो पनि एक थियो गर्ने हामी", ""},
}};

struct CodePoint {
  std::uint32_t value;
  std::size_t size;
};

// Of the table's own text, which is UTF-8.
CodePoint first_of(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xE0 ? 3 : 2;
  std::uint32_t value = lead & (size == 3 ? 0x0Fu : 0x1Fu);
  for (std::size_t i = 1; i < size; ++i)
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  return {value, size};
}

struct Tables {
  std::unordered_map<std::string_view, LanguageMask> words;
  std::unordered_map<std::uint32_t, LanguageMask> letters;

  Tables() {
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
      const LanguageMask bit = LanguageMask{1} << i;
      for (std::string_view rest = kLanguages[i].words; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        words[rest.substr(0, end)] |= bit;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      for (std::string_view rest = kLanguages[i].letters; !rest.empty();) {
        const CodePoint letter = first_of(rest);
        letters[letter.value] |= bit;
        rest.remove_prefix(letter.size);
      }
    }
  }
};

const Tables& tables() {
  // Built at the first call (the standard makes that thread-safe), read-only ever after.
  static const Tables built;
  return built;
}

}  // namespace

const LanguageWords& language_words(int index) {
  return kLanguages[static_cast<std::size_t>(index)];
}

LanguageMask languages_of_word(std::string_view word) {
  const auto& words = tables().words;
  const auto it = words.find(word);
  return it == words.end() ? 0 : it->second;
}

LanguageMask languages_of_letter(std::uint32_t code_point) {
  const auto& letters = tables().letters;
  const auto it = letters.find(code_point);
  return it == letters.end() ? 0 : it->second;
}

}  // namespace verify
