// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Splits} from "src/Splits.sol";
import {ClausesCheck} from "src/libraries/ClausesCheck.sol";
import {TermsCheck} from "src/libraries/TermsCheck.sol";
import {Clause, Lock, Monthly, Register, Share} from "src/types/Clauses.sol";
import {Agreement, Party} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree of what `propose`, `conclude` and `amend` refuse (conclude runs the same check, see `test_concludeChecksToo`):
/// parties: none; more than 100; the zero account, Splits or the Ledger; one twice
/// registers: more than 100; without root, receivers or shares
/// clauses: more than 32; none, or the last not all that is left
/// a clause: a rate above one; shares of nothing, empty, twice, of nobody, that do not sum
/// a lock: without deadline; without default; a default that does not sum
/// months: monthly clauses without; without deadline; an impossible offset; a price of nothing
/// asset: restricted; nobody behind it
/// quorum: unknown where facts are waited for; unknown arbiters
/// continuation: in a first version
contract AgreementsSoundTest is SplitsBase {
    function _refuses(Agreement memory agreement, bytes memory reason) private {
        vm.expectRevert(reason);
        splits.propose(agreement);
    }

    function _refuses(Agreement memory agreement, bytes4 selector) private {
        _refuses(agreement, abi.encodeWithSelector(selector));
    }

    function _refuses(Agreement memory agreement, bytes4 selector, uint256 first) private {
        _refuses(agreement, abi.encodeWithSelector(selector, first));
    }

    function _refuses(Agreement memory agreement, bytes4 selector, uint256 first, uint256 second) private {
        _refuses(agreement, abi.encodeWithSelector(selector, first, second));
    }

    function test_concludeChecksToo() public {
        Agreement memory agreement = _plain();
        agreement.rules.clauses[0].total = 99;
        bytes[] memory signatures = _signatures(agreement);
        vm.expectRevert(abi.encodeWithSelector(ClausesCheck.SharesDoNotSum.selector, 0, 100, 99));
        splits.conclude(agreement, signatures);
    }

    /* PARTIES */

    function test_reverts_whenNoParties() public {
        Agreement memory agreement = _plain();
        agreement.parties = new Party[](0);
        _refuses(agreement, TermsCheck.NoParties.selector);
    }

    function test_reverts_whenTooManyParties() public {
        _refuses(_equal(101), TermsCheck.TooManyParties.selector, 101, 100);
    }

    function test_acceptsAHundredParties() public {
        splits.propose(_equal(100));
    }

    function testFuzz_reverts_whenAPartyCannotSign(uint256 party, uint256 which) public {
        Agreement memory agreement = _plain();
        address account = [address(0), address(splits), address(ledger)][bound(which, 0, 2)];
        agreement.parties[bound(party, 0, 2)].account = account;
        _refuses(agreement, abi.encodeWithSelector(TermsCheck.PartyNotAllowed.selector, account));
    }

    function testFuzz_reverts_whenAPartyIsListedTwice(uint256 first, uint256 second) public {
        Agreement memory agreement = _equal(20);
        first = bound(first, 0, 18);
        second = bound(second, first + 1, 19);
        address account = agreement.parties[first].account;
        agreement.parties[second].account = account;
        _refuses(agreement, abi.encodeWithSelector(TermsCheck.PartyTwice.selector, account));
    }

    /* REGISTERS */

    function test_reverts_whenTooManyRegisters() public {
        Agreement memory agreement = _plain();
        agreement.rules.registers = new Register[](101);
        _refuses(agreement, TermsCheck.TooManyRegisters.selector, 101, 100);
    }

    function testFuzz_reverts_whenARegisterIsEmpty(uint256 which) public {
        Agreement memory agreement = _plain();
        agreement.rules.registers = new Register[](2);
        agreement.rules.registers[0] = Register(keccak256("root"), 1, 1);
        agreement.rules.registers[1] = Register(keccak256("root"), 1, 1);
        which = bound(which, 0, 2);
        if (which == 0) agreement.rules.registers[1].root = 0;
        if (which == 1) agreement.rules.registers[1].count = 0;
        if (which == 2) agreement.rules.registers[1].total = 0;
        _refuses(agreement, TermsCheck.RegisterEmpty.selector, 1);
    }

    /* CLAUSES */

    function test_reverts_whenTooManyClauses() public {
        Agreement memory agreement = _site();
        agreement.rules.clauses = new Clause[](31);
        _refuses(agreement, ClausesCheck.TooManyClauses.selector, 33, 32);
    }

    function test_reverts_whenTheLastClauseLeavesSomething() public {
        Agreement memory agreement = _plain();
        agreement.rules.clauses[0].rateBps = 9999;
        _refuses(agreement, ClausesCheck.LastClauseNotResidual.selector);
        agreement = _plain();
        agreement.rules.clauses[0].limit = 1;
        _refuses(agreement, ClausesCheck.LastClauseNotResidual.selector);
        agreement = _plain();
        agreement.rules.clauses[0].lock = Lock(0, 0, NOW, _shares(50, 30, 20));
        _refuses(agreement, ClausesCheck.LastClauseNotResidual.selector);
        agreement = _plain();
        agreement.rules.clauses = new Clause[](0);
        _refuses(agreement, ClausesCheck.LastClauseNotResidual.selector);
    }

    function testFuzz_reverts_whenARateIsAboveOne(uint16 rateBps, uint256 clause) public {
        rateBps = uint16(bound(rateBps, 10_001, type(uint16).max));
        clause = bound(clause, 0, 3);
        Agreement memory agreement = _site();
        if (clause < 2) agreement.rules.monthly[clause].rateBps = rateBps;
        else agreement.rules.clauses[clause - 2].rateBps = rateBps;
        _refuses(agreement, ClausesCheck.RateAboveOne.selector, clause, rateBps);
    }

    function testFuzz_reverts_whenSharesDoNotSum(uint32 total) public {
        vm.assume(total != 100 && total != 0);
        Agreement memory agreement = _site();
        agreement.rules.clauses[2].total = total;
        _refuses(agreement, abi.encodeWithSelector(ClausesCheck.SharesDoNotSum.selector, 4, 100, total));
    }

    function test_reverts_whenSharesOverflowTheirTotal() public {
        Agreement memory agreement = _plain();
        agreement.rules.clauses[0].shares = _shares(type(uint32).max, 30, 71);
        bytes4 selector = ClausesCheck.SharesDoNotSum.selector;
        _refuses(agreement, abi.encodeWithSelector(selector, 0, uint256(type(uint32).max) + 101, 100));
    }

    function test_reverts_whenThereIsNothingToShare() public {
        Agreement memory agreement = _site();
        agreement.rules.monthly[1].total = 0;
        _refuses(agreement, ClausesCheck.NothingToShare.selector, 1);
    }

    function test_reverts_whenAShareIsEmpty() public {
        Agreement memory agreement = _site();
        agreement.rules.clauses[2].shares[1].weight = 0;
        _refuses(agreement, ClausesCheck.ShareEmpty.selector, 4, 1);
    }

    function test_reverts_whenAClauseNamesAPartyTwice() public {
        Agreement memory agreement = _plain();
        agreement.rules.clauses[0].shares[2].party = 0;
        _refuses(agreement, ClausesCheck.SharePartyTwice.selector, 0, 0);
    }

    function testFuzz_reverts_whenAShareNamesNobody(uint16 party) public {
        party = uint16(bound(party, 3, type(uint16).max));
        Agreement memory agreement = _site();
        agreement.rules.monthly[0].shares[0].party = party;
        _refuses(agreement, ClausesCheck.NoSuchParty.selector, 0, party);
    }

    /* LOCKS */

    function test_reverts_whenALockHasNoDeadline() public {
        Agreement memory agreement = _site();
        agreement.rules.clauses[1].lock.by = 0;
        _refuses(agreement, ClausesCheck.LockWithoutDeadline.selector, 3);
        agreement.rules.clauses[1].lock = Lock(0, keccak256("subject"), 0, new Share[](0));
        _refuses(agreement, ClausesCheck.LockWithoutDeadline.selector, 3);
        agreement.rules.clauses[1].lock = Lock(0, 0, 0, _only(0));
        _refuses(agreement, ClausesCheck.LockWithoutDeadline.selector, 3);
    }

    function test_reverts_whenALockHasNoDefault() public {
        Agreement memory agreement = _site();
        agreement.rules.clauses[1].lock.otherwise = new Share[](0);
        _refuses(agreement, ClausesCheck.LockWithoutDefault.selector, 3);
    }

    function test_reverts_whenADefaultDoesNotSum() public {
        Agreement memory agreement = _site();
        agreement.rules.clauses[1].lock.otherwise[0].weight = 2;
        _refuses(agreement, abi.encodeWithSelector(ClausesCheck.SharesDoNotSum.selector, 3, 2, 1));
    }

    /* MONTHS */

    function test_reverts_whenMonthlyWithoutPeriod() public {
        Agreement memory agreement = _plain();
        agreement.rules.monthly = new Monthly[](1);
        agreement.rules.monthly[0] = _rent(1);
        _refuses(agreement, TermsCheck.MonthlyWithoutPeriod.selector);
    }

    function testFuzz_reverts_whenAPeriodHasNoDeadline(uint16 firstMonth, int16 offset) public {
        vm.assume(firstMonth != 0 || offset != 0);
        Agreement memory agreement = _plain();
        agreement.rules.period.firstMonth = firstMonth;
        agreement.rules.period.utcOffsetMinutes = offset;
        _refuses(agreement, TermsCheck.PeriodWithoutDeadline.selector);
    }

    function testFuzz_reverts_whenTheOffsetIsImpossible(int16 offset) public {
        vm.assume(offset > 840 || offset < -840);
        Agreement memory agreement = _monthlyTerms();
        agreement.rules.period.utcOffsetMinutes = offset;
        _refuses(agreement, abi.encodeWithSelector(TermsCheck.OffsetOutOfRange.selector, offset));
    }

    function test_reverts_whenAPriceBuysNothing() public {
        Agreement memory agreement = _site();
        agreement.rules.monthly[1].perQuantity = 0;
        _refuses(agreement, ClausesCheck.PriceWithoutQuantity.selector, 1);
        agreement.rules.monthly[1] = _rent(1);
        agreement.rules.monthly[1].defaultQuantity = 1;
        _refuses(agreement, ClausesCheck.PriceWithoutQuantity.selector, 1);
        agreement.rules.monthly[1] = _rent(1);
        agreement.rules.monthly[1].meter = keccak256("meter");
        _refuses(agreement, ClausesCheck.PriceWithoutQuantity.selector, 1);
    }

    /* ASSET AND QUORUMS */

    function test_reverts_whenTheAssetIsRestricted() public {
        Agreement memory agreement = _plain();
        agreement.money.asset |= 1 << 255;
        _refuses(agreement, Splits.AssetRestricted.selector, agreement.money.asset);
    }

    function testFuzz_reverts_whenNobodyStandsBehindTheAsset(address issuer, uint96 series) public {
        vm.assume(issuer.code.length == 0);
        Agreement memory agreement = _plain();
        agreement.money.asset = _idOf(series >> 1, issuer);
        _refuses(agreement, Splits.AssetUnknown.selector, agreement.money.asset);
    }

    function testFuzz_reverts_whenAQuorumIsUnknown(bytes32 unknown) public {
        vm.assume(unknown != 0 && unknown != quorum && unknown != arbiters);
        bytes memory reason = abi.encodeWithSelector(Facts.QuorumUnknown.selector, unknown);
        Agreement memory agreement = _monthlyTerms();
        agreement.rules.quorum = unknown;
        _refuses(agreement, reason);
        agreement = _plain();
        agreement.rules.arbiters = unknown;
        _refuses(agreement, reason);
    }

    function test_reverts_whenFactsAreWaitedForWithoutAQuorum() public {
        bytes memory reason = abi.encodeWithSelector(Facts.QuorumUnknown.selector, bytes32(0));
        Agreement memory agreement = _monthlyTerms();
        agreement.rules.quorum = 0;
        _refuses(agreement, reason);
        agreement = _plain();
        agreement.rules.quorum = 0;
        agreement.rules.clauses = new Clause[](2);
        agreement.rules.clauses[0] = _locked(1, _only(0), _only(1), NOW);
        agreement.rules.clauses[1] = _residual(_only(0), 1);
        _refuses(agreement, reason);
    }

    function test_looksForNoQuorumWhereNoFactIsWaitedFor() public {
        Agreement memory agreement = _plain();
        (agreement.rules.quorum, agreement.rules.arbiters) = (0, 0);
        _conclude(agreement);
    }

    /* CONTINUATION */

    function testFuzz_reverts_whenAFirstVersionContinues(uint8 continues) public {
        continues = uint8(bound(continues, 1, type(uint8).max));
        Agreement memory agreement = _site();
        agreement.rules.clauses[0].continues = continues;
        bytes[] memory signatures = _signatures(agreement);
        vm.expectRevert(abi.encodeWithSelector(ClausesCheck.NoSuchContinuation.selector, 2, continues));
        splits.conclude(agreement, signatures);
    }
}
