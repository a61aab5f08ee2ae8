"""What comes of every touch, wherever it may be, written as tables."""

# Where a touch leads; 「-」: nothing changes; 「+」: the place stays, what is shown on it changes.
TOUCHES = """
               attract       closed       full       events       preparing
start          events        -            -          -            -
choose-event   -             -            -          preparing    -
back           -             -            -          attract      events
quit           -             -            -          events/quit  preparing/quit
quit-for-sure  -             -            -          attract      attract
stay           -             -            -          -            -
close-overlay  -             -            -          -            -
call-staff     +             +            +          +            +
withdraw-call  +             +            +          +            +
show-look      attract/look  closed/look  full/look  events/look  preparing/look
set-text       +             +            +          +            +
set-theme      +             +            +          +            +
set-hand       +  +  +  +  +
set-scanning   +  +  +  +  +
show-languages    attract/languages  closed/languages  full/languages  events/languages  preparing/languages
set-language      +  +  +  +  +
set-readings      +  +  +  +  +
show-voice        attract/voice  closed/voice  full/voice  events/voice  preparing/voice
set-voice         +  +  +  +  +
set-speed         +  +  +  +  +
set-volume        +  +  +  +  +
agree-last-try    -  -  -  -  -
no-card           -  -  -  -  -
ask-clerk         -  -  -  -  -
go-on-unverified  -  -  -  -  -
try-again         -  -  -  -  -
choose-person     -  -  -  -  -
choose-all        -  -  -  -  -
next              -  -  -  -  -
"""

TOUCHES_UNDER_AN_OVERLAY = """
               attract/look  events/look  preparing/look  events/quit  events/still-there
start          events        -            -               -            -
choose-event   -             preparing    -               -            -
back           -             attract      events          -            -
quit           -             events/quit  preparing/quit  -            -
quit-for-sure  -             attract      attract         attract      attract
stay           -             events       preparing       -            events
close-overlay  attract       events       preparing       events       -
call-staff     +             +            +               +            +
withdraw-call  +             +            +               -            -
show-look      attract       events       preparing       -            -
set-text       +             +            +               -            -
set-theme      +             +            +               -            -
set-hand       +  +  +  -  -
set-scanning   +  +  +  -  -
show-languages    attract/languages  events/languages  preparing/languages  -  -
set-language      attract  events  preparing  -  -
set-readings      +  +  +  -  -
show-voice        attract/voice  events/voice  preparing/voice  -  -
set-voice         +  +  +  -  -
set-speed         +  +  +  -  -
set-volume        +  +  +  -  -
agree-last-try    -  -  -  -  -
no-card           -  -  -  -  -
ask-clerk         -  -  -  -  -
go-on-unverified  -  -  -  -  -
try-again         -  -  -  -  -
choose-person     -  -  -  -  -
choose-all        -  -  -  -  -
next              -  -  -  -  -
"""

TOUCHES_WITH_A_CARD = """
                  card       pin        last-try       checking       stop
start             -          -          -              -              -
choose-event      -          -          -              -              -
back              events     events     events         -              events
quit              card/quit  pin/quit   last-try/quit  checking/quit  stop/quit
quit-for-sure     attract    take-card  take-card      take-card      take-card
stay              -          -          -              -              -
close-overlay     -          -          -              -              -
call-staff        +          +          +              +              +
withdraw-call     +          +          +              +              +
show-look         card/look  pin/look   last-try/look  checking/look  stop/look
set-text          +          +          +              +              +
set-theme         +          +          +              +              +
set-hand       +  +  +  +  +
set-scanning   +  +  +  +  +
show-languages    card/languages  pin/languages  last-try/languages  checking/languages  stop/languages
set-language      +  +  +  +  +
set-readings      +  +  +  +  +
show-voice        card/voice  pin/voice  last-try/voice  checking/voice  stop/voice
set-voice         +  +  +  +  +
set-speed         +  +  +  +  +
set-volume        +  +  +  +  +
agree-last-try    -          -          pin            -              -
no-card           no-card    no-card    no-card        -              no-card
ask-clerk         -          -          -              -              -
go-on-unverified  -          -          -              -              -
try-again         -          -          -              -              pin
choose-person     -          -          -              -              -
choose-all        -          -          -              -              -
next              -          -          -              -              -
"""

TOUCHES_AFTER_IT = """
                  no-card       face-to-face       household       no-household       take-card
start             -             -                  -               -                  -
choose-event      -             -                  -               -                  -
back              card          no-card            events          events             -
quit              no-card/quit  face-to-face/quit  household/quit  no-household/quit  -
quit-for-sure     attract       attract            attract         attract            -
stay              -             -                  -               -                  -
close-overlay     -             -                  -               -                  -
call-staff        +             +                  +               +                  +
withdraw-call     +             +                  +               +                  +
show-look         no-card/look  face-to-face/look  household/look  no-household/look  take-card/look
set-text          +             +                  +               +                  +
set-theme         +             +                  +               +                  +
set-hand       +  +  +  +  +
set-scanning   +  +  +  +  +
show-languages no-card/languages face-to-face/languages household/languages no-household/languages take-card/languages
set-language      +  +  +  +  +
set-readings      +  +  +  +  +
show-voice        no-card/voice  face-to-face/voice  household/voice  no-household/voice  take-card/voice
set-voice         +  +  +  +  +
set-speed         +  +  +  +  +
set-volume        +  +  +  +  +
agree-last-try    -             -                  -               -                  -
no-card           -             -                  -               -                  -
ask-clerk         face-to-face  -                  -               -                  -
go-on-unverified  no-household  no-household       -               -                  -
try-again         -             -                  -               -                  -
choose-person     -             -                  +               -                  -
choose-all        -             -                  +               -                  -
next              -             -                  -               name               -
"""
