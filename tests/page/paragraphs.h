#pragma once

#include <string_view>

namespace verify::test {

/// The same short story in many languages, for the tests of languages and of encodings.
struct Paragraph {
  std::string_view language;
  std::string_view text;
};

// The formatter finds no stable place to break lines of scripts that join their letters.
// clang-format off
inline constexpr Paragraph kParagraphs[] = {
    {"en",
     "Our customer runs a chain of bakeries in the north of the country. Every evening the "
     "managers had to guess how much "
     "bread would be sold the next day, and a lot of it was thrown away. Together we built a model "
     "that looks at the "
     "weather, the holidays and the sales of the past years. Since then far less is left over, and "
     "the staff can go home "
     "earlier."},
    {"de",
     "Unser Kunde betreibt eine Kette von Bäckereien im Norden des Landes. Jeden Abend mussten die "
     "Filialleiter schätzen, "
     "wie viel Brot am nächsten Tag verkauft würde, und vieles davon wurde weggeworfen. Gemeinsam "
     "haben wir ein Modell "
     "gebaut, das auf das Wetter, die Feiertage und die Verkäufe der letzten Jahre schaut. Seitdem "
     "bleibt viel weniger "
     "übrig, und die Mitarbeiter können früher nach Hause gehen."},
    {"fr",
     "Notre client exploite une chaîne de boulangeries dans le nord du pays. Chaque soir, les "
     "gérants devaient deviner "
     "combien de pain serait vendu le lendemain, et une grande partie était jetée. Ensemble, nous "
     "avons construit un modèle "
     "qui regarde la météo, les jours fériés et les ventes des années passées. Depuis, il reste "
     "beaucoup moins, et le "
     "personnel peut rentrer plus tôt à la maison."},
    {"es",
     "Nuestro cliente tiene una cadena de panaderías en el norte del país. Cada noche los "
     "encargados debían adivinar cuánto "
     "pan se vendería al día siguiente, y gran parte se tiraba. Juntos construimos un modelo que "
     "mira el tiempo, los días "
     "festivos y las ventas de los años anteriores. Desde entonces sobra mucho menos y el personal "
     "puede irse antes a casa."},
    {"pt",
     "O nosso cliente tem uma cadeia de padarias no norte do país. Todas as noites os gerentes "
     "tinham de adivinhar quanto "
     "pão seria vendido no dia seguinte, e grande parte ia para o lixo. Juntos construímos um "
     "modelo que olha para o tempo, "
     "os feriados e as vendas dos anos anteriores. Desde então sobra muito menos e os funcionários "
     "podem ir mais cedo para "
     "casa."},
    {"it",
     "Il nostro cliente gestisce una catena di panifici nel nord del paese. Ogni sera i "
     "responsabili dovevano indovinare "
     "quanto pane sarebbe stato venduto il giorno dopo, e gran parte veniva buttata. Insieme "
     "abbiamo costruito un modello "
     "che guarda il tempo, le festività e le vendite degli anni passati. Da allora avanza molto "
     "meno e il personale può "
     "tornare a casa prima."},
    {"nl",
     "Onze klant heeft een keten van bakkerijen in het noorden van het land. Elke avond moesten de "
     "filiaalhouders raden "
     "hoeveel brood er de volgende dag verkocht zou worden, en veel ervan werd weggegooid. Samen "
     "hebben we een model "
     "gebouwd dat kijkt naar het weer, de feestdagen en de verkopen van de afgelopen jaren. "
     "Sindsdien blijft er veel minder "
     "over en kan het personeel eerder naar huis."},
    {"sv",
     "Vår kund driver en kedja av bagerier i norra delen av landet. Varje kväll var cheferna "
     "tvungna att gissa hur mycket "
     "bröd som skulle säljas nästa dag, och mycket av det kastades. Tillsammans byggde vi en "
     "modell som ser på vädret, "
     "helgdagarna och försäljningen under de senaste åren. Sedan dess blir mycket mindre över, och "
     "personalen kan gå hem "
     "tidigare."},
    {"da",
     "Vores kunde driver en kæde af bagerier i den nordlige del af landet. Hver aften måtte "
     "lederne gætte, hvor meget brød "
     "der ville blive solgt næste dag, og meget af det blev smidt ud. Sammen byggede vi en model, "
     "som ser på vejret, "
     "helligdagene og salget fra de seneste år. Siden da bliver der langt mindre tilovers, og "
     "personalet kan gå hjem "
     "tidligere."},
    {"no",
     "Kunden vår driver en kjede av bakerier nord i landet. Hver kveld måtte lederne gjette hvor "
     "mye brød som ville bli "
     "solgt neste dag, og mye av det ble kastet. Sammen bygde vi en modell som ser på været, "
     "helligdagene og salget fra de "
     "siste årene. Siden da blir det langt mindre igjen, og de ansatte kan gå tidligere hjem enn "
     "før."},
    {"fi",
     "Asiakkaamme pyörittää leipomoketjua maan pohjoisosassa. Joka ilta myymäläpäälliköiden piti "
     "arvata, kuinka paljon "
     "leipää myydään seuraavana päivänä, ja suuri osa siitä heitettiin pois. Yhdessä rakensimme "
     "mallin, joka katsoo säätä, "
     "pyhäpäiviä ja edellisten vuosien myyntiä. Sen jälkeen leipää on jäänyt yli paljon vähemmän, "
     "ja henkilökunta pääsee "
     "aikaisemmin kotiin kuin ennen."},
    {"pl",
     "Nasz klient prowadzi sieć piekarni na północy kraju. Każdego wieczoru kierownicy musieli "
     "zgadywać, ile chleba sprzeda "
     "się następnego dnia, a duża jego część trafiała do kosza. Wspólnie zbudowaliśmy model, który "
     "patrzy na pogodę, święta "
     "oraz sprzedaż z ostatnich lat. Od tego czasu zostaje znacznie mniej, a pracownicy mogą "
     "wcześniej wracać do domu."},
    {"cs",
     "Náš zákazník provozuje řetězec pekáren na severu země. Každý večer museli vedoucí hádat, "
     "kolik chleba se prodá příští "
     "den, a velká část se ho vyhodila. Společně jsme postavili model, který se dívá na počasí, "
     "svátky a prodeje z "
     "minulých let. Od té doby zůstává mnohem méně a zaměstnanci mohou jít domů dříve než "
     "předtím."},
    {"hu",
     "Ügyfelünk egy pékségeket működtető láncot vezet az ország északi részén. A vezetőknek minden "
     "este meg kellett "
     "tippelniük, hogy mennyi kenyér fogy el másnap, és annak nagy részét kidobták. Együtt "
     "építettünk egy modellt, amely az "
     "időjárást, az ünnepeket és az elmúlt évek eladásait nézi. Azóta sokkal kevesebb marad meg, "
     "és a dolgozók korábban "
     "mehetnek haza."},
    {"ro",
     "Clientul nostru are un lanț de brutării în nordul țării. În fiecare seară, șefii de magazin "
     "trebuiau să ghicească câtă "
     "pâine se va vinde a doua zi, iar o mare parte din ea era aruncată. Împreună am construit un "
     "model care se uită la "
     "vreme, la sărbători și la vânzările din anii trecuți. De atunci rămâne mult mai puțin, iar "
     "angajații pot pleca mai "
     "devreme acasă."},
    {"tr",
     "Müşterimiz ülkenin kuzeyinde bir fırın zinciri işletiyor. Her akşam yöneticiler ertesi gün "
     "ne kadar ekmek "
     "satılacağını tahmin etmek zorundaydı ve bunun büyük bir kısmı çöpe atılıyordu. Birlikte "
     "havaya, tatillere ve geçmiş "
     "yılların satışlarına bakan bir model kurduk. O zamandan beri çok daha az ekmek kalıyor ve "
     "çalışanlar eve daha erken "
     "gidebiliyor."},
    {"ru",
     "Наш клиент владеет сетью пекарен на севере страны. Каждый вечер управляющим приходилось "
     "угадывать, сколько хлеба "
     "продадут на следующий день, и большую его часть выбрасывали. Вместе мы построили модель, "
     "которая смотрит на погоду, "
     "праздники и продажи прошлых лет. С тех пор остаётся гораздо меньше, и сотрудники могут "
     "раньше уходить домой."},
    {"uk",
     "Наш клієнт має мережу пекарень на півночі країни. Щовечора керівникам доводилося вгадувати, "
     "скільки хліба продадуть "
     "наступного дня, і більшу його частину викидали. Разом ми побудували модель, яка дивиться на "
     "погоду, свята та продажі "
     "минулих років. Відтоді залишається значно менше, і працівники можуть раніше йти додому."},
    {"bg",
     "Нашият клиент има верига от пекарни в северната част на страната. Всяка вечер управителите "
     "трябваше да гадаят колко "
     "хляб ще се продаде на следващия ден и голяма част от него се изхвърляше. Заедно изградихме "
     "модел, който гледа "
     "времето, празниците и продажбите от минали години. Оттогава остава много по-малко и "
     "служителите могат да се прибират "
     "по-рано."},
    {"el",
     "Ο πελάτης μας έχει μια αλυσίδα φούρνων στα βόρεια της χώρας. Κάθε βράδυ οι υπεύθυνοι έπρεπε "
     "να μαντέψουν πόσο ψωμί θα "
     "πουληθεί την επόμενη μέρα, και ένα μεγάλο μέρος του πεταγόταν. Μαζί φτιάξαμε ένα μοντέλο που "
     "κοιτάζει τον καιρό, τις "
     "αργίες και τις πωλήσεις των περασμένων ετών. Από τότε περισσεύει πολύ λιγότερο και το "
     "προσωπικό φεύγει νωρίτερα."},
    {"he",
     "הלקוח שלנו מפעיל רשת מאפיות בצפון הארץ. בכל ערב נאלצו המנהלים לנחש כמה לחם יימכר למחרת, וחלק "
     "גדול ממנו נזרק. יחד "
     "בנינו מודל שמסתכל על מזג האוויר, על החגים ועל המכירות של השנים האחרונות. מאז נשאר הרבה פחות, "
     "והעובדים יכולים ללכת "
     "הביתה מוקדם יותר."},
    {"ar",
     "يدير عميلنا سلسلة من المخابز في شمال البلاد. كان على المديرين كل مساء أن يخمنوا كمية الخبز "
     "التي ستباع في اليوم "
     "التالي، وكان جزء كبير منه يرمى. قمنا معا ببناء نموذج ينظر إلى الطقس والعطلات والمبيعات في "
     "السنوات الماضية. منذ ذلك "
     "الحين يتبقى أقل بكثير ويمكن للموظفين العودة إلى منازلهم مبكرا."},
    {"fa",
     "مشتری ما یک زنجیره نانوایی در شمال کشور دارد. هر شب مدیران باید حدس می‌زدند که روز "
     "بعد "
     "چقدر نان فروخته می‌شود و بخش "
     "بزرگی از آن دور ریخته می‌شد. با هم مدلی ساختیم که به آب و هوا، تعطیلات و فروش "
     "سال‌های "
     "گذشته نگاه می‌کند. از آن زمان "
     "بسیار کمتر باقی می‌ماند و کارکنان می‌توانند زودتر به "
     "خانه "
     "بروند."},
    {"hi",
     "हमारा ग्राहक देश के उत्तर में बेकरियों की एक श्रृंखला चलाता है। हर शाम प्रबंधकों को अनुमान लगाना पड़ता था कि "
     "अगले दिन कितनी रोटी बिकेगी, और "
     "उसका बड़ा हिस्सा फेंक दिया जाता था। साथ मिलकर हमने एक मॉडल बनाया जो मौसम, छुट्टियों और पिछले वर्षों की "
     "बिक्री को देखता है। तब से बहुत "
     "कम बचता है और कर्मचारी जल्दी घर जा सकते हैं।"},
    {"th",
     "ลูกค้าของเราดำเนินกิจการร้านเบเกอรี่หลายสาขาทางตอนเหนือของประเทศ "
     "ทุกเย็นผู้จัดการต้องเดาว่าวันรุ่งขึ้นจะขายขนมปังได้เท่าไร "
     "และส่วนใหญ่ก็ถูกทิ้งไป เราร่วมกันสร้างแบบจำลองที่ดูสภาพอากาศ วันหยุด และยอดขายของปีที่ผ่านมา "
     "ตั้งแต่นั้นมาก็เหลือน้อยลงมาก"},
    {"vi",
     "Khách hàng của chúng tôi điều hành một chuỗi tiệm bánh ở miền bắc của đất nước. Mỗi tối các "
     "quản lý phải đoán xem ngày "
     "hôm sau sẽ bán được bao nhiêu bánh mì, và phần lớn bị vứt đi. Cùng nhau chúng tôi xây dựng "
     "một mô hình nhìn vào thời "
     "tiết, ngày lễ và doanh số của những năm trước. Từ đó bánh thừa ít hơn nhiều và nhân viên có "
     "thể về nhà sớm hơn."},
    {"id",
     "Pelanggan kami menjalankan jaringan toko roti di bagian utara negara ini. Setiap malam para "
     "manajer harus menebak "
     "berapa banyak roti yang akan terjual keesokan harinya, dan sebagian besar dibuang. "
     "Bersama-sama kami membangun model "
     "yang melihat cuaca, hari libur dan penjualan dari tahun-tahun sebelumnya. Sejak itu jauh "
     "lebih sedikit yang tersisa, "
     "dan karyawan dapat pulang lebih awal."},
    {"ja",
     "お客様は国の北部でパン屋のチェーンを経営しています。毎晩、店長は翌日にどれだけパンが売れるか"
     "を予想しなければならず、"
     "その多くが捨てられていました。私たちは一緒に、天気、祝日、過去数年の売上を見るモデルを作りま"
     "した。それ以来、売れ残りは"
     "ずっと少なくなり、従業員は早く家に帰れるようになりました。"},
    {"ko",
     "우리 고객은 나라 북쪽에서 빵집 체인을 운영합니다. 매일 저녁 점장들은 다음 날 빵이 얼마나 "
     "팔릴지 짐작해야 했고, 많은 빵이 버려졌습니다. "
     "우리는 함께 날씨와 공휴일, 지난 몇 년의 판매를 살펴보는 모델을 만들었습니다. 그 뒤로 남는 "
     "빵이 훨씬 줄었고 직원들은 더 일찍 집에 갈 수 "
     "있게 되었습니다."},
    {"zh-Hans",
     "我们的客户在该国北部经营一家连锁面包店。每天晚上，店长们都要猜测第二天能卖出多少面包，其中很"
     "大一部分最后被扔掉了。"
     "我们一起建立了一个模型，它会查看天气、节假日和过去几年的销售情况。从那以后，剩下的面包少了很"
     "多，员工也可以早点回家。"},
    {"zh-Hant",
     "我們的客戶在該國北部經營一家連鎖麵包店。每天晚上，店長們都要猜測第二天能賣出多少麵包，其中很"
     "大一部分最後被扔掉了。"
     "我們一起建立了一個模型，它會查看天氣、節假日和過去幾年的銷售情況。從那以後，剩下的麵包少了很"
     "多，員工也可以早點回家。"},
};
// clang-format on

}  // namespace verify::test
