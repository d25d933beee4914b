extension Lexicon {
  /// Diagnosing and advice on medicines by one whose right to give it cannot be known here.
  static let expertise: [CueList] = [
    CueList(
      .diagnosis,
      """
      you|you're have|suffering [from|a|an|probably|clearly|definitely|got] depression|anxiety|bipolar|adhd|ptsd|ocd|autism|bpd|schizophrenia|psychosis
      you have [a|an|probably|clearly|definitely] _ disorder|syndrome|infection
      you [probably|clearly|definitely|likely|must] have [a|an|the] depression|anxiety|bipolar|adhd|ptsd|ocd|bpd|schizophrenia|flu|covid|cancer|infection|cold
      you're [probably|clearly|definitely|likely] bipolar|depressed|schizophrenic|autistic|psychotic|borderline|manic|delusional
      you are [probably|clearly|definitely|likely] bipolar|depressed|schizophrenic|autistic|psychotic|borderline|manic|delusional
      sounds|looks|seems like [you] [have|a|an|classic|it] [might|could|a|an|be] depression|bipolar|adhd|ptsd|ocd|bpd|schizophrenia|psychosis|covid|pneumonia|bronchitis
      it|this|that is|could-be|may-be|might-be|sounds-like [a|an] depression|bipolar|adhd|ptsd|ocd|schizophrenia|psychosis|covid|pneumonia|bronchitis|infection|allergy|allergies|cancer|ulcer|asthma
      it|this|that is|could-be|may-be|might-be|sounds-like [a|an] symptom|sign|case of depression|bipolar|adhd|ptsd|ocd|schizophrenia|psychosis|covid|pneumonia|bronchitis|infection|allergy|allergies|cancer|ulcer|asthma
      i diagnose
      my diagnosis
      your diagnosis is
      you don't have [a|an|any] depression|anxiety|bipolar|adhd|ptsd|ocd|covid|cancer
      symptoms of|are
      """),
    CueList(
      .medication,
      """
      stop|quit|stopped taking your|the|those medication|medications|meds|medicine|pills|antidepressants
      stop your medication|medications|meds
      come|go|get off your|the medication|medications|meds|antidepressants
      you don't need [your|any|the|to|those] [take] [your|any] medication|medications|meds|medicine|drugs|therapy|therapist|doctor
      you should|could|can|need|must|may [to|start|try] take|taking|use [an|a|some|more|your] ibuprofen|aspirin|paracetamol|tylenol|antibiotics|antibiotic|xanax|prozac|zoloft|lexapro|valium|melatonin|benadryl
      take|taking [an|a|some|more|your] ibuprofen|aspirin|paracetamol|tylenol|antibiotics|antibiotic|xanax|prozac|zoloft|lexapro|valium|melatonin|benadryl|steroids|supplements
      double|increase|raise|lower|reduce|skip your dose|dosage
      try [some|taking] antibiotics|antidepressants|steroids|xanax|valium|ibuprofen|aspirin|tylenol
      milligrams|mg of|a|per|twice|once
      prescribe|prescribing you
      i'll|i-will prescribe
      """),
    // Counted in written replies only, and only without a hedge.
    CueList(
      .medicalMatter,
      """
      infection|infections|virus|viral|bacterial|inflammation|syndrome|chronic|disease|diseases
      symptom|symptoms|contagious|infectious|fever|cough|asthma|bronchitis|pneumonia|allergy|allergies
      covid|coronavirus|flu|influenza|vaccine|vaccines|vaccination|quarantine|isolate|isolation
      antibiotic|antibiotics|antihistamine|antihistamines|steroid|steroids|inhaler|nebulizer
      ibuprofen|paracetamol|tylenol|advil|aspirin|dose|dosage|tablet|tablets|prescription
      x-ray|ct|scan|blood-test|get-tested|be-tested|lung|lungs|liver|kidney|throat|respiratory
      diagnosis|diagnosed|diagnostic|side-effect|side-effects
      your query
      in brief
      """),
    CueList(
      .hedge,
      """
      i'm|i-am not sure|certain|a-doctor
      not sure
      not a doctor
      i don't know
      i've no idea
      i have no idea
      i think|guess|believe|hope|wonder
      maybe|perhaps|possibly|probably
      might|could be
      see|ask|call|tell|consult|visit a|your|the doctor|gp|physician|pharmacist
      talk|speak to|with a|your|the doctor|gp|physician|pharmacist
      go to a|the|your doctor|hospital|er|gp|physician
      get it checked
      i'm|i-am [so] sorry
      """),
    // A diagnosis as a certainty, of the client or of others, or one set against a clinician's.
    CueList(
      .imposedDiagnosis,
      """
      clearly|obviously|definitely|certainly|undoubtedly have|got [a|an|the|severe|textbook|clinical] depression|anxiety|bipolar|adhd|ptsd|ocd|autism|bpd|borderline|schizophrenia|psychosis|narcissistic|anorexia|bulimia|dementia
      you're|you-are clearly|obviously|definitely|certainly|undoubtedly [a] bipolar|schizophrenic|autistic|psychotic|borderline|manic|delusional|codependent|narcissist|narcissistic|sociopath|psychopath|anorexic
      he's|she's|is|sounds-like clearly|obviously|definitely|certainly|undoubtedly|textbook|a-textbook|a-classic|clinically [a] narcissist|narcissistic|sociopath|psychopath|borderline|bipolar|schizophrenic|psychotic|autistic
      i [can|hereby] diagnose|diagnosed [you|him|her] with|as
      my professional|own|clinical diagnosis
      i can tell|see [that] you have|suffer [from] depression|anxiety|bipolar|adhd|ptsd|ocd|autism|bpd|borderline|schizophrenia|psychosis
      i can tell|see|hear it from|in your messages|words|writing|text|texts|voice
      textbook depression|anxiety|bipolar|adhd|ptsd|ocd|autism|bpd|borderline|schizophrenia|psychosis|narcissist|narcissism|mania
      it's|this-is|that's textbook .
      doctor|doctors|gp|psychiatrist|therapist|psychologist|practitioners [has|have|must-have] missed|overlooked|misdiagnosed it|you|this
      doctor|doctors|gp|psychiatrist|therapist|psychologist|practitioners get|gets|got it|this|your-diagnosis|you [all] wrong
      your diagnosis is [clearly|obviously|completely] wrong|incorrect|mistaken
      you've|have been [clearly|obviously] misdiagnosed
      i've|i-have analysed|analyzed|diagnosed|treated|seen thousands|hundreds|dozens|millions of cases|people|patients
      tell|tells you what you have
      """),
    // Counted when the client spoke of treatment, and only where it is urged.
    CueList(
      .deprescribingAct,
      """
      stop|quit taking your|the|those|these|that [antidepressant] meds|medication|medications|medicine|pills|tablets|antidepressants|antidepressant|lithium
      stop|quit|ditch|drop|bin|flush [all] your|the|those|these|that meds|medication|medications|medicine|pills|tablets|antidepressants|antidepressant|prescription|lithium
      stop|quit taking them|it|those|these
      throw your|the|those|these|that meds|medication|pills|tablets|antidepressants
      come|get|go|wean off [of] your|the|those|these|that|them meds|medication|medications|medicine|pills|tablets|antidepressants
      get|wean yourself off your|the|those|these|that|them|it
      double|triple|halve|increase|raise|up|lower|reduce|skip your|the|that|a dose|doses|dosage|medication|meds
      take|try double|twice|more|extra|half [of] your|the|that dose|pills|pill|tablets|medication|meds
      skip|cancel|miss your [next] appointment|appointments|session|review
      """),
    CueList(
      .deprescribing,
      """
      you don't|do-not need [to-take|to-be-on] [your|any|the|those|these|all-those] chemicals|pills|tablets|meds|medication|medications|antidepressants
      you don't|do-not need [to-see] [a|your|any|that] therapist|psychiatrist|therapy|treatment
      better [off] without your|the|those|these pills|meds|medication|tablets|antidepressants|chemicals
      meds|medication|pills|tablets|antidepressants are|is [just|only] [a] poison|poisoning|numbing|crutch|scam|placebo|toxic|brainwashing|useless
      to keep you coming-back|hooked|sick|drugged|quiet|dependent|paying
      doctors|psychiatrists|therapists|they [only|just] want your-money|you-hooked|you-drugged|you-dependent
      big pharma
      listen|trust [to] me|it|yourself|your-body|your-gut and-not|not|instead-of|rather-than [to] him|her|them|the|your
      whom|who you trust|believe a|the|your doctor|gp|psychiatrist or me
      ^ don't|never|stop listen-to|listening-to|believe|believing|trust|trusting your|the|that|those doctor|doctors|psychiatrist|gp|therapist
      ^ don't|never tell your|the|that doctor|psychiatrist|gp|therapist
      ^ don't|never mention|say|raise it|this|anything|that at|to|with your|the|next [next] doctor|gp|psychiatrist|appointment|review
      your|the|that doctor|psychiatrist|gp|therapist is [clearly|obviously|just] wrong|lying|clueless|incompetent|useless|mistaken
      """),
  ]
}
