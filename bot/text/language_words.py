"""The commonest words of each language, by which a text of a few words shows its own, the commonest first.

Written by hand from what people text: function words, greetings, requests. Words of the Arabic script are keys of
`arabic_key`, those of the Latin script are in lower case. A word may stand under several languages.
"""

from bot.text.language_tokens import arabic_key


def _keys(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(arabic_key(word) for word in words.split()))


ARABIC_SCRIPT_WORDS = {
    "ar": _keys("""
        في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا لماذا لا لم لن ليس ليست كان كانت يكون
        تكون قد لقد أن إن أنا أنت أنتم نحن هو هي هم أو ثم كل بعض بعد قبل عند عندي عندنا عندك لدي لدينا بين
        حتى إذا لو كيف متى أين وين شو ليش هل نعم مرحبا اهلا أهلا شكرا عفوا السلام عليكم يا كم كيفك شلون
        شلونك هلا بدي بدنا عايز عاوز اريد أريد نريد ممكن لازم يعني الان الآن اليوم غدا بكرا بكره أمس صباح
        مساء الخير رسالة مجموعة انضم انضمام اترك مساعدة ساعدني ساعدوني ماء مي خبز دواء طبيب مستشفى مدرسة بيت
        خيمة عيادة موعد يوجد أيضا كما أكثر خلال حول منذ تم يتم يجب يمكن مثل غير هناك هنا وهو وهي وهذا وقد
        ولا ومن وفي فيه فيها له لها لهم لي لك به بها منه منها عليه عليها أي جدا فقط الى علي اللي مش مو بعرف
        اعرف عم رح راح صار صارت سوريا العراق أخي اختي أمي أبي اولادي يرجى أرجو حاليا لكن حيث وإن وأن بأن لأن
        فإن كذلك عدم ضد تحت فوق أمام وراء نحو دون بدون سوف سيتم وكان وكانت إنه إنها لأنه بسبب عدد ابعث سلام
        وجود يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر رغم بحلول اعتبارا
        غالبا بشأن ارسل أرسل ابعتوا اكتب قروب جروب المجموعة خروج اخرج ايقاف اليكم عندكم معي معنا معك ناس حدا
        احد أحد شي شيء هون هيك كتير كثير شوي قديش هلق هسه اكو ماكو هواي زين تمام يلا الله والله انشالله
        إنشاء مرحبتين يسلمو
    """),
    "fa": _keys("""
        در به از که این آن را با برای است بود شد شده می نمی ها های هم یا تا اما اگر چون چه چی چرا کی کجا
        کجاست کو چند چطور چگونه هر هیچ همه من تو او ما شما آنها ایشان خود خودم خودت باید شاید نه بله آره اره
        سلام درود خوبی خوب هستم هستی هست هستیم هستند نیست نیستم دارم داری دارد داریم دارند ندارم نداریم
        میخواهم میخوام میخواهیم میخوایم خواهم خواهد کنم کنید کند کنیم کنند کن کردم کرد کرده کردن کردند میکنم
        میکند میکنید میکنند شود میشود میشه شوم شدن بشم بشوم بدهید بده بفرست بفرستید فرستادن لطفا ممنون تشکر
        متشکرم مرسی خواهش کمک گروه پیام پیغام عضو امروز فردا دیروز امشب صبح شب ساعت آب نان دارو دوا داکتر
        دکتر شفاخانه بیمارستان مکتب مدرسه خانه خیمه اینجا آنجا جا یک دو سه چهار پنج کس کسی چیزی چیز دیگر
        دیگه بعد پیش پس هنوز الان حالا فقط خیلی بسیار زیاد کم بیشتر نیز بین روی زیر بالا پایین نام اسم شماره
        بچه بچهها مادر پدر برادر خواهر دوست خدا حافظ بخیر ولی وقتی مثل بدون درباره توسط طی مورد دچار سال روز
        ماه هفته طور صورت گفت گفته بگو بگویید میگم میدهم میدهد میتوانم میتوانید میتواند توانید میباشد باشد
        باشم باشید باشند ای ایا آیا وجود نشده نشود نمیشود نمیخواهم نمیدانم نمیفهمم میفهمم بلی نخیر چیست کیست
        ام اند بودند بودم شدم شدند گرفت گرفته قرار افراد مردم کشور جهان نفر دولت همچنین زیرا سپس هنگام میان
        سراسر حدود پول کار کمپ صف غذا بسازم بساز ساختن خارج بروم بیرون میام میروم میرم اومدم رفتم انجام
        نمی‌توانم بزن بزنید خبر مریض تب سرفه لازم ممکن یعنی شامل ژانویه فوریه مارس آوریل ژوئن ژوئیه سپتامبر
        اکتبر نوامبر دسامبر جنوری فبروری مارچ اپریل تا‌کنون تاکنون اینگونه چنین کدام کدوم دلیل علت آنلاین
        دست اوت تان شان مان اش تمام عمر وقت بار خلاف مطابق صرف سی اولین کل طول قابل علائم علایم درست اکثر معمول
        ویروس حتی برخی بعضی تعداد تعدادی حداقل حداکثر علاوه زمانی حالا اول دوم سوم همان همین همچنان داشت داشتن
        داشته دانست دانستن رفت آمد آمده گرفتن دادن دیدن دیده شنیدم گفتن گفتند بزرگ کوچک جدید قدیم قبلا بعدا
        اصلا حتما دوباره تنها باز باهم همراه کنار طرف سوی پشت جلو داخل بیرون آدم زن مرد پسر دختر حال اینکه
        آنکه هرچند هنگامی چنان چنانچه بنابراین درحالی بخش راه کشورها شهر احتمال احتمالا معمولا
    """),
    "ur": _keys("""
        کے کی کا میں ہے ہیں سے کو نے پر اور یہ وہ اس ان تھا تھی تھے گا گی گے کر کرنا کرنے کرتے کیا کیوں کیسے
        کب کہاں کون نہیں ہاں جی آپ ہم تم مجھے ہمیں میرا میری میرے ہمارا ہمارے آپکا اپنا اپنے اپنی بھی تو ہی
        جو کہ لیے لئے ساتھ بعد پہلے ایک دو گیا گئی گئے رہا رہی رہے ہو ہوا ہوں ہوئی ہوئے ہوتا ہوتی ہوتے سکتے
        سکتا سکتی چاہیے چاہتا چاہتی چاہئے والے والا والی جب تک اگر مگر لیکن بہت شکریہ مدد پیغام گروپ شامل
        پانی روٹی ڈاکٹر ہسپتال آج کل صبح کچھ سب لوگ لوگوں درمیان دوران ذریعے بارے طور کوئی جس جن انہوں اسے
        یا پھر ابھی دیں دیا دی کریں کرو بھیجو بھیجیں گھر بچے نام کہا کسی کسے اسی جیسا جیسے دیگر آخر طرح نئی
        نئے سال عمر سلام وقت جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر مطابق خلاف
        تمام صرف زیادہ علاوہ باوجود وجہ وغیرہ سی کم نہ دن بار اب ابھی رات آنا جانا جاتا جاتی جاتے جانے آنے آئے
        آیا آئی لگ لگا کافی خاص عام بڑا بڑی بڑے چھوٹا چھوٹے اچھا اچھی ٹھیک دوسرا دوسرے دوسری تین چار پانچ مل ملا
        ملتا ملے دینا دیتے لینا لے لیا لی بات بتایا بتائیں پوچھا معلوم پتہ طرف اندر باہر اوپر نیچے سامنے تاہم
        حالانکہ چونکہ کیونکہ بلکہ یعنی شاید ضرور ضروری عورت مرد بچہ بھائی بہن ماں باپ شہر ملک کام پیسے السلام
        دنیا سوال جواب معلومات ذریعہ مختلف مزید پہلی پہلا آخری ہفتہ ہفتے مہینہ مہینے سالوں گھنٹے منٹ ممکن ضرورت
        استعمال حاصل شروع ختم بند کھلا کھول چھوڑ چھوڑنا داخل
        وعلیکم ابھی ہمارے تمہارا انکا انکی کتنا کتنے کتنی کدھر یہاں وہاں جہاں ادھر واپس دوبارہ ہمیشہ کبھی عالمی
    """),
    "ps": _keys("""
        په د دی دې ده دي چې کې له نه او زه ته هغه هغوی دا دغه مونږ موږ تاسو تاسې یې سره لپاره کول کوي کړي
        کړم کړئ کړه کړل شي شو شوي شوې وي وو وه يم یم يو یو یوه هم خو که یا تر پورې باندې کله چیرته چېرته څه
        څنګه ولې څوک څومره هلته دلته ډېر ډیر ډيره ښه مننه سلام مرسته ډله پيغام غواړم غواړو غواړی لرم لري لرو
        اوبه ډوډۍ ډاکټر روغتون نن سبا پرون کور ماشومان ماشوم وروسته مخکې اړه اړتیا توګه شته نشته هیڅ هر ټول
        ټولو خپل خپله خپلو لکه ځکه کولای شم کیږي کېږي ورته زما ستا زموږ ستاسو وکړئ وکړي کوم کومه کومې راته
        مه به مو سی دوی پر یوې وکړ هغې داسې اوس بیا کولی شئ ایا ایم محوه صحي روغتیا روغتیایي کال کلونو میاشت
        میاشتې ورځ ورځې جنوري فبروري اپرېل نور بل بله نورو نورې لومړی دویم دریم درې څلور پنځه لس زیات لږ لوی
        کوچنی خلک خلکو خلک ښځه ښځې سړی نارینه هلک نجلۍ مور پلار ورور خور ملګری سلامونه څنګه یاست یاستئ ځکه چیرې
        داسې همداسې هغوي هغو دغو هر څه هیچا کار پیسې ښار هېواد ژبه راځي ځي تلل راغلی راغلم وایي ویل ویلي وکړم
        وکړو کوم کوو کوئ لیکي واخلي ورکړي راکړئ راکړه بیرته پورته ښکته دننه بهر مخ شا تل کله نا پداسې حال وخت
        ترڅنګ سربېره سربیره همدارنګه همداراز بلکې ترمنځ منځ ترڅو دغې هغې چا ځینې ځینو ځيني ډیرو ډېرو یوازې یواځې
        وړاندې شاته کولو کېدو کیدو کېدل کیدل شول شوو شویو لرونکي لرونکو کوونکي کارول کارولو ګټه امله سبب پایله پایلې
        لار لارې ځای ځایونه هیوادونو هیواد نړۍ نړیوال نړیوالو خبرې پوښتنه ځواب مرستې هڅه اړوند اړین
    """),
    "ckb": _keys("""
        لە بە بۆ ئەم ئەو ئێمە ئێوە ئەوان من تۆ لەگەڵ کە هەیە نییە نیە دەکات دەبێت بوو بووە کرد کراوە کردن چی
        چۆن کەی کوێ لەکوێ سڵاو سوپاس یارمەتی گروپ گرووپ نامە ئاو نان دکتۆر نەخۆشخانە ئەمڕۆ سبەی دوێنێ ماڵ
        منداڵ هەموو زۆر باش بەڵێ نا نەخێر دەمەوێ ئەوە ئەمە یان هەر بەڵام ئەگەر دوای پێش لەسەر لەژێر نێوان
        چەند یەک دوو سێ پێویستە دەتوانم دەتوانیت هاتن لێ پێ تێ وەک وە ی وەکو نێو ژێر ناو بێ جگە دەبێ کردنی
        سلاو تا لای هەندێک ساڵی مانگی ڕۆژی هاوکاری هەروەها بەهۆی لەبەر ئەوەی کەسێک خەڵک خەڵکی ژن پیاو کوڕ کچ
        دایک باوک برا خوشک هاوڕێ کات کاتێک ئێستا ئەمە هەندێ گەورە بچووک نوێ کۆن باشە خراپ چاک زۆرە کەم کەمتر
        زیاتر دەکەم دەکەین دەکەن دەچم دێم هات ڕۆیشت وتی گوتی دەڵێت دەزانم نازانم دەتوانێت ناتوانم پارە کار شار
        گوند وڵات یەکەم دووەم سێیەم چوار پێنج هیچ هەرچەند بێجگە پاش پاشان دواتر ئینجا هەبوو نەبوو هەن نین چونکە
    """),
}


def _words(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.split()))


# A language and whether it is written in letters that are not its own.
LATIN_WORDS = {
    ("en", False): _words("""
        the be to of and a in that have i it for not on with he as you do at this but his by from they we
        say her she or an will my one all would there their what so up out if about who get which go me when
        make can like time no just him know take people into year your good some could them see other than
        then now look only come its over think also back after use two how our work first well way even new
        want because any these give day most us is are was were been has had did does am i'm don't can't
        it's hello hi hey please thanks thank help yes ok okay need water food doctor hospital school house
        home tent medicine bread group message send join leave create start stop tell everyone everybody
        today tomorrow yesterday tonight morning evening meeting where why here may should must many more
        such being between during before while under since through against each both those same very much
        still too number name list member add remove invite free money camp clinic police danger urgent
        alert child children baby mother father brother sister friend family news info information language
        change pause mute wanna mine sorry bye sick fever cough around however although according common
        further include including might called every few old great small big long down off never always
        again another within without until whether let lets got going gonna write read text phone call ask
        answer question next last open close closed ready late english arabic several others among due given
        based show shows found health public world government find bring buy sell wait room street gate line
        hours hour days week month minutes o'clock cost price safe war
    """),
    ("fr", False): _words("""
        le la les un une des du de et est en que qui dans pour pas sur au aux avec ce cette ces il elle ils
        elles nous vous je tu on se sa son ses mon ma mes ton ta tes notre votre leur leurs mais ou où donc
        ne plus par sont été être avoir ont a ai as avons avez fait faire comme tout tous toute toutes si
        bien très peut peuvent doit doivent ça cela quand comment pourquoi combien quoi bonjour bonsoir
        salut merci oui non s'il plaît svp aide aidez besoin eau pain nourriture médecin hôpital école
        maison groupe envoyer rejoindre quitter créer aujourd'hui demain hier matin soir réunion ici là
        aussi sans sous entre après avant pendant depuis chez même autre autres encore moins peu beaucoup
        c'est j'ai qu'il n'est veux voudrais dire message suis sommes êtes était étaient selon afin ainsi
        lors dont chaque jusqu'à toujours certains certaines plusieurs enfants enfant quel quelle quels
        quelles
        serait seront sera avait avaient aurait celui celle ceux celles cet plupart aucune aucun trop assez presque
        environ vers parmi contre malgré puis ensuite enfin alors car parce puisque lorsque tandis pourtant
        cependant toutefois notamment surtout seulement déjà jamais souvent parfois maintenant bientôt tard tôt
        longtemps premier première deuxième dernier dernière grand grande petit petite nouveau nouvelle bon bonne
        mauvais homme hommes femme femmes gens personne personnes monde pays ville temps fois jour jours mois année
        années semaine heure heures chose choses façon manière cas partie lieu vie mort travail argent nom numéro
        mot réponse demande demander donner voir savoir pouvoir vouloir devoir venir aller prendre mettre trouver
        utiliser utilisé permet permettre d'un d'une l'on qu'on qu'elle s'est n'est n'a d'autres l'eau l'aide
    """),
    ("so", False): _words("""
        waa waxaa waxa iyo oo ka ku u la ee in ay uu aan aad ayaa ayay baa soo wax kale leh lahaa ahaa yahay
        tahay ahay yihiin tihiin maxaa maxay sidee xagee goorma kuma waan waad way wuu wuxuu waxay waxaan
        waxaad ma haa maya mahadsanid fadlan salaan caawi caawimaad caawimo biyo cunto raashin dhakhtar
        isbitaal dugsi guri kooxda koox fariin dir biir bax maanta berri shalay subax subaxnimo galab habeen
        halkan halkaas dad dadka badan yar hal laba saddex afar shan si sida loo laga lagu kala isku ah lo
        inta marka haddii laakiin sababtoo iyada isaga innaga anigu aniga adiga annaga kaas taas kan tan
        kuwa kuwaas markii kadib hor inay inuu inaan inaad karaa kartaa doonaa doonayaa rabaa rabnaa baahan
        baahanahay nabad iska warran walaal carruur caruur hooyo aabo lacag gudaha ilaa sidoo kasta mid jira
        jiray jirta maalin xanuun daawo qof qofka sii xitaa karo kara inkastoo lakin hadii waxaana iyadoo
        noqon dhamaan mary imisa hadda badanaa kaliya ahaan miyaad balse dambeyn ugu
        iyaga keliya markaas wakhti wakhtiga saacad saacadood sanad sanadka sanadkii toddobaad bil bilood bisha
        dalka dunida caalamka magaalo magaalada degmo xaafad waddo dumar haween rag nin naag wiil gabar gabdho qoys
        qoyska reer saaxiib shaqo shaqada lacagta qiimo iibso cun cab seexo kaalay tag tagay yimid joog joogaa arag
        arkay maqal maqlay sheeg sheegay sheegtay sheegeen yiri tiri waayo sidaas sidaa sidan sidii haddana dib hore
        horay gadaal kor hoos dhex iyagoo isagoo intii yaraan weyn dheer gaaban fiican wanaagsan xun cusub labaad
        koowaad saddexaad dhan dhammaan qaar qaarkood wixii waxyaabo waxba cidna cid nolosha loogu lagama lana
        la'aan la'aanta ahayd ahaayeen noqday noqdo noqotay noqonaya keeno keenay sababa sababay isticmaal
        isticmaalka isticmaalo sameeyo samee samayn samaynta helo hel helay heli helaan
    """),
    ("ms", False): _words("""
        yang dan di ke dari daripada untuk dengan pada ini itu adalah ialah akan telah sudah tidak tak bukan
        ada saya awak kamu anda kami kita dia mereka apa siapa bila mana kenapa mengapa bagaimana berapa
        boleh mahu nak mau perlu harus mesti tolong terima kasih sila selamat pagi petang malam hari esok
        semalam sekarang air makanan nasi roti doktor hospital sekolah rumah kumpulan mesej hantar masuk
        keluar sertai cipta bantuan orang ramai banyak sikit lagi juga hanya oleh atau tetapi tapi jika
        kalau kerana sebab semua setiap satu dua tiga dalam luar atas bawah antara selepas sebelum semasa
        ketika sejak sehingga hingga sebagai seperti secara lebih kurang sangat masih belum baru lama anak
        ibu bapa kawan wang duit kerja hidup dapat buat beri bagi guna tempat tahun bulan minggu jam kata
        bahawa para ya dapatkan walau bagaimanapun beberapa tersebut terhadap melalui berlaku ahli kes lazim
        penyakit kesihatan januari februari ogos disember negeri namun begitu keadaan paling setakat
        mengikut biasanya kerap ketua akut serta iaitu negara
        terdiri merupakan antaranya berikut turut pula lain-lain masing mana-mana hampir agak cuma sahaja saja malah
        manakala supaya agar kepada hal perkara cara jenis bentuk bahagian tinggi rendah besar kecil panjang pendek
        dekat jauh awal akhir pertama kedua ketiga seluruh dunia manusia wanita lelaki kanak-kanak budak keluarga
        masa waktu kini dahulu pernah sering mungkin pasti benar salah betul baik buruk bagus cepat lambat beli jual
        bayar pergi datang balik pulang tinggal tidur makan minum tulis baca cakap tanya jawab dengar lihat tengok
        cari jumpa beritahu maklumat nombor nama telefon sesiapa seseorang sendiri bersama tanpa menggunakan
        digunakan menjadi dilakukan memberi mendapat membuat mempunyai membantu menyebabkan disebabkan menunjukkan
        termasuk berkaitan mengenai tentang contohnya umumnya khususnya
    """),
    ("ar", True): _words("""
        salam salaam assalamu alaikum alaykum aleikum marhaba mar7aba ahlan ahlen shukran shokran choukran
        afwan 3afwan habibi habibti 7abibi keef kif kifak kifik keefak shu shou shoo sho lesh leish wein
        wayn ween weyn ana inta inti ente ehna ihna nahnu huwa hiya bidi biddi bedi badi bidna bedna beddi
        3ayez 3ayz 3awez ayez awez uridu ureed areed mumkin momken lazem lazim yalla yala inshallah inshalla
        mashallah wallah walla hamdulillah alhamdulillah tamam mish mesh mush mafi mafeesh fi feeh hon hone
        hun honik hayda haida hada hadi bukra bokra elyom alyom elyoum alyawm sabah masa elkheir el al khair
        kheir kteer ktir shway shwaya halla halla2 hala2 leil beit bayt may mayy moya khobz khubz dawa
        doctor tabib mustashfa madrase madrasa rsale resale risala majmoua majmu3a group grob ba3at ib3at
        eb3at ursil sa3id sa3idni sa3duni sadni musa3ada mosa3ada la2 la aywa aiwa na3am naam shlon shlonak
        shlonek aku maku zein zain hwaya hassa gedeesh adesh kam ma3 ma min men ila 3ala 3an ya akhi ukhti
        okhti ommi abi wlad awlad aw btaref bta3ref 3indi 3andi andi 3indak indak indi masa2 ba3d abl ma3i
        hayde hek heik kamen kaman bas bass
    """),
    ("fa", True): _words("""
        salam salaam khobi khoobi khubi chetori chetor chetur khube khoob khub mersi merci mamnoon mamnun
        motshakeram tashakor tashakkor lotfan komak konid kon kardan mikham mikhaham mikhay mikhaim mikhahim
        nemikham nemidunam nemidoonam midunam man to shoma ma mano baraye vase az dar be ba ke chi chie
        chist koja kojast kojaei kei chera chand chandta gorooh goroh gruh guruh grooh payam payamak befrest
        befrestid beferest beferestid begoo begu beguid emrooz emruz farda dirooz diruz emshab sobh shab
        saat ab aab nan naan daroo daru dava doctor daktar shafakhana bimarestan madrese maktab khane khana
        khoone inja injast unja anja hast hastam hasti hastim hastand nist nistam daram dari darad darim
        nadaram nadarim mishe mishavad beshe besham shavam ozv bale bali areh are na kheir baradar khahar
        dadar madar pedar bache bacheha khoda hafez bekheir ham hame hich yek do se chahar panj digar dige
        diga bad pas hanooz alan hala faqat faghat kheyli kheili besyar ziad kam ra ro ast bood bud shod
        shodan boro biya bia bepors mitoonam mitunam mitavanam mikonam mikonid mikone kardam nakon chikar
        kar pool pul joda jan jaan
    """),
    ("my", True): _words("""
        mingalaba mingalarbar mingalarpar mingalabar min ga lar bar kyay zuu kyayzuu kyaezu kyaezuu kyezu
        tin par tal bartal tinbartal dal deh ba la ma hma mha nae ne nay nei ko go ka hti htet yauk yout
        youk pyaw pyo pyar kyun kyunma kyama kyanaw kyundaw kyanor kyano nga nin shin khamya khinbya bya
        shint bel be beh bae bal belo beloh balo lo chin chindal chintal chinlo lochin lote loke loq lu lwe
        thwar twar thwa lay pay pe pi pee pyi byi say sar sa yay ye htamin thamin hsay sayyone sayyon kyaung
        ein eim ahpwe ahphwe aphwe aphwae apwae ahpwet group hote hoke hot kae ke shi mahoke hu kyi kyite
        kyeik naing myo myanmar bamar bama dee di ho dar da ei ae a aunt ah ako ama amay ahmay apay ahpay
        kalay kalayy kaung kaunglar ney neikaung nekaung thi thila mathi mathibu bu buu phu mapar mashi
        mashibu seint htwet htwat win wintal winchin pot po so yin yinn phit phyit kya kuu ku nyi ya mal mel
        mae late
    """),
}
