using System.Collections.Frozen;
using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.People;

/// <summary>
/// Passwords that are tried first (OWASP ASVS 5.0, 6.2.4): well-known ones, runs of keys, and repetitions.
/// </summary>
/// <remarks>
/// Only those of eight and more characters matter, shorter ones being refused for their length. A listed word counts
/// with up to six digits or marks behind it too ("football2024!"), in any case, with digits of any script.
/// </remarks>
internal static class CommonPasswords
{
    private const string Runs =
        "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba " +
        "qwertyuiopasdfghjklzxcvbnm qwertyuiop[]\\ asdfghjkl;' zxcvbnm,./ 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/ " +
        "qazwsxedcrfvtgbyhnujmikolp 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 zaq12wsxcde34rfvbgt56yhnmju78ik " +
        "poiuytrewq lkjhgfdsa mnbvcxz 147258369147258369 159753159753 741852963741852963 789456123789456123 " +
        "ضصثقفغعهخحجچ شسیبلاتنمکگ ظطزرذدپو ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";

    private static readonly FrozenSet<string> Words = Listed.Split(
        (char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contain(string password)
    {
        var plain = Digits.Normalise(password).ToLowerInvariant();

        return Words.Contains(plain) || Words.Contains(WithoutTail(plain)) || Words.Contains(Unleet(WithoutTail(plain)))
            || Words.Contains(Unleet(plain)) || IsRepetition(plain) || IsRun(plain);
    }

    private static string WithoutTail(string text)
    {
        var end = text.Length;

        while (end > 4 && text.Length - end < 6 && !char.IsLetter(text[end - 1]))
            end--;

        return text[..end];
    }

    private static string Unleet(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var index = 0; index < source.Length; index++)
        {
            target[index] = source[index] switch
            {
                '0' => 'o',
                '1' or '!' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                var other => other,
            };
        }
    });

    /// <summary>One short piece over and over: <c>aaaaaaaa</c>, <c>12121212</c>, <c>abcabcabc</c>.</summary>
    private static bool IsRepetition(string text)
    {
        for (var piece = 1; piece <= 4; piece++)
        {
            if (Enumerable.Range(piece, text.Length - piece).All(index => text[index] == text[index - piece]))
                return true;
        }

        return false;
    }

    private static bool IsRun(string text) => Runs.Contains(text, StringComparison.Ordinal);

    private const string Listed =
        """
        password passwort passw0rd password1 password12 password123 password1234 mypassword yourpassword newpassword
        oldpassword thepassword passwords passwordpassword password! pass1234 pass12345 pass@123 pass@word p@ssw0rd
        p@ssword p@55w0rd pa55word passpass passphrase secret secretpassword topsecret mysecret access accessdenied
        changeme changeit changethis default defaultpassword temp temporary temppass tempassword testtest testing
        test1234 test12345 testpassword tester guestguest guest admin admin1234 admin12345 admin123 adminadmin
        administrator administrateur superadmin superuser sysadmin rootroot root1234 toortoor system manager manager1
        letmein letmein1 letmein123 letmein12 letmeinnow openopen opensesame open1234 welcome welcome1 welcome123
        welcome12 welcomeback hello hello123 hello1234 hello12345 hellohello helloworld hithere heythere goodbye
        iloveyou iloveyou1 iloveyou2 iloveyou12 iloveme iloveu iloveyousomuch ilovegod ilovehim ilovemyself ilovemom
        iloveher loveyou loveyou1 loveme123 lovelove lovelove1 love1234 love12345 mylove mylove123 loveforever
        babygirl babygirl1 babyboy babybaby sweetheart sweetie sweety honey honeybee honey123 darling beautiful
        beautiful1 gorgeous princess princess1 princess123 prince queen king1234 kingking angel angels angel123
        angel1234 angelina sunshine sunshine1 sunshine12 moonlight starlight stardust rainbow rainbow1 butterfly
        butterfly1 flower flowers flower123 sunflower dragon dragon12 dragon123 dragonball dragonfly monkey monkey12
        monkey123 tigger tigger12 tiger123 lion1234 elephant dolphin dolphins penguin chicken chicken1 kitty123
        hellokitty kittycat pussycat doggy123 puppy123 football football1 football12 football123 soccer soccer12
        soccer123 baseball baseball1 basketball basketball1 volleyball hockey cricket tennis golfing swimming
        liverpool liverpool1 chelsea chelsea1 chelseafc arsenal arsenal1 arsenal123 manchester manutd barcelona
        barcelona1 realmadrid juventus rangers yankees cowboys cowboys1 lakers steelers eagles packers redskins
        superman superman1 batman batman123 batman12 spiderman spiderman1 ironman captain wonderwoman starwars
        starwars1 startrek pokemon pokemon1 pikachu naruto naruto123 minecraft minecraft1 fortnite callofduty
        counterstrike playstation nintendo xbox360 gamer123 computer computer1 computer123 internet internet1
        microsoft windows windows1 google google123 googlegoogle facebook facebook1 instagram youtube twitter
        whatsapp telegram samsung samsung1 samsung123 iphone android nokia nokia123 motorola toyota mercedes
        ferrari porsche corvette mustang mustang1 harley harleydavidson yamaha suzuki honda123 blink182 metallica
        nirvana slipknot eminem beatles michael michael1 jordan jordan23 jordan123 michelle michelle1 jennifer
        jennifer1 jessica jessica1 ashley ashley12 amanda amanda12 daniel daniel12 daniel123 matthew anthony
        anthony1 andrew andrew12 joshua joshua12 robert robert12 william william1 charlie charlie1 charlie123 thomas
        george samantha samantha1 elizabeth elizabeth1 victoria victoria1 alexander alexandra christopher
        christian christina nicholas nicole123 patricia benjamin jonathan stephanie stephen margaret caroline
        maryjane mohammed mohammad muhammad mohamed mohamed1 mohammad1 muhammad1 ahmed123 ahmed1234 ahmad123
        ahmad1234 ali12345 ali123456 hussein hussain hassan123 hasan123 abdullah abdullah1 abdulrahman abdul123
        ibrahim ibrahim1 mustafa mustafa1 mahmoud khalid123 fatima123 fatimah zahra123 zainab maryam123 mariam123
        aisha123 khadija allah allah123 allahuakbar alhamdulillah bismillah bismillah1 inshallah mashallah
        subhanallah islam123 islam786 pakistan pakistan1 pakistan123 afghanistan afghanistan1 afghan123 kabul123
        kabul1234 herat123 kandahar tehran iran1234 dubai123 emirates india123 india1234 indonesia bangladesh
        london123 paris123 newyork newyork1 california california1 america1 australia germany canada123 school
        school123 teacher teacher1 teacher123 student student1 student123 students university college academy
        classroom education learning homework course12 courses library science chemistry mathematics english
        english1 arabic123 summer summer123 summer2020 summertime winter winter123 autumn spring spring123 january
        february september september1 october october1 november november1 december december1 monday monday123
        friday friday13 saturday birthday happybirthday christmas christmas1 holidays vacation family family1
        family123 familyfirst mother mother1 motherlove father1 mommy123 mummy123 daddy123 brother sister friends
        friends1 friend123 bestfriend bestfriends forever forever1 together freedom freedom1 liberty peace123
        jesus123 jesuschrist jesus777 jesus4me godisgood godislove godbless blessed blessed1 heaven faithful
        trustno1 trustnoone whatever whatever1 nothing nothing1 something anything everything nobody somebody
        shadow shadow12 shadow123 master master12 master123 hunter hunter12 killer killer123 ranger fuckyou fuckyou1
        fuckyou2 fuckyou123 fuckoff fuckme123 asshole asshole1 bullshit bitch123 hacker hacker123 h4ck3r matrix
        matrix123 phoenix phoenix1 silver123 golden diamond diamonds diamond1 crystal platinum purple purple123
        orange123 yellow123 blue1234 black123 blackcat blackjack redrose rosebud chocolate chocolate1 cookie123
        cookies banana banana123 cherry strawberry blueberry pineapple peanut pepper123 ginger123 cheese123 pumpkin
        coffee123 cocacola pepsi123 marlboro snoopy garfield mickey mickeymouse donald scooby simpsons spongebob
        harrypotter hogwarts gandalf hobbit bond007 jamesbond mercury jupiter galaxy universe infinity einstein
        merlin samurai ninja123 warrior warriors knight scorpion cobra123 panther thunder thunder1 lightning
        hurricane tornado volcano mountain forest123 ocean123 beach123 paradise trinity destiny destiny1 serenity
        precious lollipop cupcake tinkerbell barbie123 brittany madison hannah123 isabella gabriella natalie
        vanessa veronica monica123 jasmine jasmine1 sabrina melissa melissa1 rebecca heather danielle valentina
        qwerty qwertyui qwerty1 qwerty12 qwerty123 qwerty1234 qwerty12345 qwertyqwerty qwerty! qwert123 qwer1234
        qwe12345 qweasdzxc qweasd123 qweqweqwe qwe123qwe asdasdasd asdf1234 asdfasdf asdf12345 asdqwe123 zxcvbnm1
        zxcv1234 zxcvzxcv zxczxczxc 1qaz2wsx 1qazxsw2 q1w2e3r4 q1w2e3r4t5 1q2w3e4r 1q2w3e4r5t zaq12wsx zaq1zaq1
        abc12345 abcd1234 abcd12345 abcde12345 abc123456 abc123abc abcabc123 a1b2c3d4 a1b2c3d4e5 a1234567 a12345678
        a123456789 aa123456 aa12345678 asd12345 asd123456 123qweasd 123qwe123 123qweasdzxc 123abc123 123456abc
        123456789a 12345678a 1234567a 1234567q 12345qwert 1234qwer 123123qwe 12341234 12344321 123454321 1234554321
        123456654321 123321123 11223344 1122334455 112233445566 11112222 12121212 13131313 10203040 102030405060
        100200300 147852369 147896325 159357159 159753258 246813579 135792468 31415926 314159265 11235813 20202020
        19841984 19851985 19861986 19871987 19881988 19891989 19901990 19911991 19921992 19951995 20002000
        88888888 87654321 987654321 9876543210 99999999 00000000 010203040506 01012000 01011990 31121999
        رمزعبور گذرواژه محمد محمدعلی فاطمه زهرا افغانستان کابل سلام سلام123 سلامسلام عزیزم دوستتدارم خدایا بسمالله
        اللهاکبر یاعلی یاحسین یازهرا ایران تهران مدرسه معلم شاگرد كلمةالسر كلمةالمرور مرحبا مرحبا123 السلامعليكم
        بسمالله الحمدلله لاالهالاالله اللهأكبر محمداحمد حبيبي حبيبتي أحبك ماشاءالله انشاءالله مدرسة مصر السعودية
        الامارات فلسطين العراق
        """;
}
