// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {DeadlinePassed} from "src/Errors.sol";
import {Records} from "src/Records.sol";
import {ClausesCheck} from "src/libraries/ClausesCheck.sol";
import {Metered, Version} from "src/types/Books.sol";
import {Clause} from "src/types/Clauses.sol";
import {Standing} from "src/types/Standing.sol";
import {Agreement, MonthClose, Party} from "src/types/Terms.sol";

import {Token} from "../mocks/Token.sol";
import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// amend
/// ├── when the deadline has passed, a party declined, or it is in force: it reverts
/// ├── when the given version is not in force: it reverts NotInForce (of two amendments the first wins)
/// ├── when it names another root or version: it reverts VersionMismatch
/// ├── when the agreement is terminated or frozen: it reverts AgreementEnded, Frozen
/// ├── when a party of either version has not signed: it reverts NotAllSigned, NotASigner
/// ├── when it names other units: it reverts AssetChanged
/// ├── when a clause continues one that is not there, or that another continues: it reverts
/// └── else: the next version is in force
///     ├── what arrived in the account, tokens too, is the old version's
///     ├── the open month is closed as it stands, and pays nobody yet
///     ├── later receipts are the next version's; the old one keeps what it has and its locks
///     ├── continued clauses keep limit, dues and quantity
///     ├── a refund of what an earlier version received lowers what the present one divides, and nothing that was divided
///     └── a deficit moves along, with a period or without, in either direction
contract AgreementsAmendTest is SplitsBase {
    function _dave() private returns (Signer memory dave) {
        dave = _signer("dave");
        _know(dave);
    }

    function test_replacesTheVersionInForce() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        Agreement memory next = _next(_plain(), first);
        bytes32 digest = splits.digestOf(next);
        bytes[] memory signatures = _signatures(next);
        vm.expectEmit(address(splits));
        emit Agreements.AgreementConcluded(digest, root, root, abi.encode(next));
        splits.amend(next, first, signatures);

        assertEq(splits.currentOf(root), digest);
        assertTrue(splits.standingOf(root).amended);
        assertTrue(splits.versionOf(digest).concluded);
    }

    function testFuzz_moneyBelongsToTheVersionOfItsTime(uint96 before, uint96 afterwards) public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        _pay(root, before);
        Agreement memory next = _next(_plain(), first);
        next.rules.clauses[0] = _residual(_only(2), 1);
        _amend(next, first);
        _pay(root, afterwards);

        splits.settle(next);
        assertEq(_heldBy(carol), afterwards, "the next version's");
        splits.settle(first);
        assertEq(_heldBy(alice), uint256(before) * 50 / 100, "the first version's");
        assertEq(_heldBy(carol), uint256(before) * 20 / 100 + afterwards);
        assertEq(
            splits.standingOf(root).reserved,
            before - splits.entitledOf(first)[0] - splits.entitledOf(first)[1] - splits.entitledOf(first)[2],
            "what the division left"
        );
    }

    function test_settlesTheShortFormOfTheVersionInForce() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        Agreement memory next = _next(_plain(), first);
        next.rules.clauses[0] = _residual(_shares(1, 1, 0), 2);
        _amend(next, first);
        _pay(root, 100);
        vm.expectPartialRevert(bytes4(keccak256("NotPlain(bytes32)")));
        splits.settleShares(root, asset, 100, _receivers(first));

        splits.settleShares(root, asset, 2, _receivers(next));
        assertEq(_heldBy(alice), 50);
    }

    function test_bringsInAndLetsGo() public {
        Signer memory dave = _dave();
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        Agreement memory next = _next(_plain(), first);
        next.parties[2] = Party(dave.account, "landlord");
        bytes[] memory signatures = _amendmentSignatures(next, first);
        assertEq(signatures.length, 4, "three of the new, and Carol");
        bytes memory carols = signatures[3];

        signatures[3] = signatures[2];
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, carol.account));
        splits.amend(next, first, signatures);

        signatures[3] = carols;
        splits.amend(next, first, signatures);
        _pay(root, 100);
        splits.settle(next);
        assertEq(_heldBy(dave), 20);
    }

    function test_reverts_whenALeaverDidNotSign() public {
        Agreement memory first = _plain();
        _conclude(first);
        Agreement memory next = _next(_plain(), first);
        next.parties[2] = Party(_dave().account, "landlord");
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotAllSigned.selector, 3, 4));
        splits.amend(next, first, signatures);
    }

    function test_observesFirst() public {
        Token token = new Token();
        Agreement memory first = _plain();
        first.money.asset = _idOf(address(token));
        bytes32 root = _conclude(first);
        token.mint(_accountOf(root), 100);
        Agreement memory next = _next(_plain(), first);
        next.money.asset = first.money.asset;
        vm.expectEmit(address(splits));
        emit Records.ReceiptBooked(root, 0, address(0), 0, 100, 0);
        _amend(next, first);

        splits.settle(first);
        assertEq(ledger.balanceOf(alice.account, first.money.asset), 50);
    }

    function test_closesTheOpenMonthAsItStands() public {
        Agreement memory first = _site();
        bytes32 root = _conclude(first);
        _pay(root, 10_000);
        Agreement memory next = _next(_site(), first);
        uint128[] memory taken = new uint128[](2);
        taken[0] = 3000;
        MonthClose memory monthClose = MonthClose(NOVEMBER, new uint128[](2), 1, 10_000, 0);
        vm.expectEmit(address(splits));
        emit Records.MonthClosed(root, root, NOVEMBER, monthClose, 10_000, taken, 7000, true, 0);
        _amend(next, first);

        assertEq(splits.standingOf(root).openMonth, NOVEMBER + 1);
        assertEq(_heldBy(carol), 0, "nobody is paid yet");
        assertEq(splits.standingOf(root).reserved, 10_000);
        splits.settle(first);
        assertEq(_heldBy(carol), 3000, "rent");
        assertEq(splits.standingOf(root).reserved, 490, "the locked tenth of what the tier left");
        assertEq(splits.standingOf(root).pending, 1, "the lock runs on");
    }

    function test_leavesAMonthThatHasNotBegun() public {
        Agreement memory first = _site();
        bytes32 root = _conclude(first);
        Agreement memory second = _next(_site(), first);
        second.rules.monthly[0].continues = 1;
        bytes32 digest = _amend(second, first);
        _pay(root, 5000);
        Agreement memory third = _next(_site(), second);
        third.rules.monthly[0].continues = 1;
        bytes32 last = _amend(third, second);

        assertEq(splits.standingOf(root).openMonth, NOVEMBER + 1, "still December");
        assertEq(splits.meteredOf(root, 0).unpaid, 3000, "the rent of November");
        assertEq(splits.meteredOf(digest, 0).unpaid, 3000, "none of December");
        assertEq(splits.meteredOf(last, 0).unpaid, 3000, "none of December");
        assertEq(splits.standingOf(root).held, 5000, "what was booked for December stays with it");
    }

    function test_continuesWhatItNames() public {
        Agreement memory first = _site();
        bytes32 root = _conclude(first);
        _pay(root, 100_000);
        _close(first, 1000);
        vm.warp(NOW + 20 days);
        Agreement memory next = _next(_site(), first);
        next.rules.monthly[1].continues = 2;
        next.rules.clauses[0].continues = 1;
        bytes32 digest = _amend(next, first);

        Metered memory rent = splits.meteredOf(root, 0);
        assertEq(rent.unpaid, 3000, "a month's rent the first version owes");
        assertEq(splits.meteredOf(digest, 0).unpaid, 0, "not continued");
        assertEq(splits.meteredOf(digest, 1).quantity, 1000, "continued");
        assertEq(splits.continuedOf(digest, 0), splits.entitledOf(first)[1] - 700 - _residualOf(first), "the tier");
    }

    /// @dev What Bob gets of the last clause.
    function _residualOf(Agreement memory agreement) private view returns (uint256) {
        uint256 base = splits.versionOf(splits.digestOf(agreement)).base;
        uint256 left = base - base * 3000 / 10_000;
        left -= left * 1000 / 10_000;
        return left * 40 / 100;
    }

    function testFuzz_deficitMovesAlong(uint96 refunded, uint96 paid) public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        _refund(root, refunded);
        Agreement memory next = _next(_plain(), first);
        bytes32 digest = _amend(next, first);
        assertEq(splits.standingOf(root).owed, refunded);
        _pay(root, paid);

        uint256 returned = paid < refunded ? paid : refunded;
        assertEq(_receivable(root), returned);
        assertEq(splits.versionOf(digest).base, paid - returned);
    }

    /// @dev Nobody's share is computed by rates that were not in force when the money came, and nothing is divided twice.
    function testFuzz_refundOfAnEarlierVersion(uint96 before, uint96 refunded, uint96 afterwards) public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        _pay(root, before);
        Agreement memory next = _next(_plain(), first);
        next.rules.clauses[0] = _residual(_only(2), 1);
        bytes32 digest = _amend(next, first);
        refunded = uint96(bound(refunded, 0, before));
        _refund(root, refunded);
        _pay(root, afterwards);

        splits.settle(first);
        assertEq(_heldBy(alice), uint256(before) * 50 / 100, "by the rates of its time");
        assertEq(_heldBy(bob), uint256(before) * 30 / 100);
        uint256 returned = afterwards < refunded ? afterwards : refunded;
        assertEq(splits.versionOf(digest).base, afterwards - returned);
        assertEq(splits.standingOf(root).owed, refunded - returned);
    }

    function testFuzz_fromNoPeriodToMonths(uint96 refunded, uint96 paid) public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        _refund(root, refunded);
        Agreement memory next = _next(_monthlyTerms(), first);
        _amend(next, first);
        assertEq(splits.bucketOf(root, NOVEMBER).net, -int256(uint256(refunded)), "the deficit opens the first month");

        _pay(root, paid);
        Standing memory standing = splits.standingOf(root);
        uint256 owed = paid < refunded ? refunded - paid : 0;
        assertEq(standing.owed, owed);
        assertEq(standing.held, paid > refunded ? paid - refunded : 0);
        assertEq(_receivable(root), refunded - owed);
    }

    function testFuzz_fromMonthsToNoPeriod(uint96 paid, uint96 refunded, uint96 later) public {
        Agreement memory first = _monthlyTerms();
        bytes32 root = _conclude(first);
        _pay(root, paid, NOW + 60 days);
        _refund(root, refunded, NOW + 120 days);
        Agreement memory next = _next(_plain(), first);
        bytes32 digest = _amend(next, first);
        Standing memory standing = splits.standingOf(root);
        uint256 owed = refunded > paid ? refunded - paid : 0;
        assertEq(standing.owed, owed, "one sum");
        assertEq(standing.held, 0);
        assertEq(splits.versionOf(digest).base, paid > refunded ? paid - refunded : 0);
        assertEq(_receivable(root), refunded - owed);

        _pay(root, later);
        Version memory version = splits.versionOf(digest);
        assertEq(version.base, (uint256(paid) + later) > refunded ? uint256(paid) + later - refunded : 0);
        assertEq(splits.bucketOf(root, 648).net, 0, "no month is left");
    }

    /* REFUSALS */

    function test_reverts_whenDeadlinePassed() public {
        Agreement memory first = _plain();
        _conclude(first);
        Agreement memory next = _next(_plain(), first);
        vm.warp(next.rules.signBy + 1);
        vm.expectRevert(abi.encodeWithSelector(DeadlinePassed.selector, next.rules.signBy));
        splits.amend(next, first, new bytes[](3));
    }

    function test_reverts_whenDeclined() public {
        Agreement memory first = _plain();
        _conclude(first);
        Agreement memory next = _next(_plain(), first);
        vm.prank(bob.account);
        splits.decline(next, 1, "", "");
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(Agreements.Declined.selector, splits.digestOf(next)));
        splits.amend(next, first, signatures);
    }

    function test_reverts_whenAnotherAmendmentWasFirst() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        Agreement memory winner = _next(_plain(), first);
        Agreement memory loser = _next(_plain(), first);
        loser.prose = keccak256("the other draft");
        bytes32 digest = _amend(winner, first);

        bytes[] memory signatures = _signatures(loser);
        vm.expectRevert(abi.encodeWithSelector(Records.NotInForce.selector, root, digest));
        splits.amend(loser, first, signatures);
        vm.expectRevert(abi.encodeWithSelector(Agreements.VersionMismatch.selector, root, root));
        splits.amend(loser, winner, signatures);
        signatures = _signatures(winner);
        vm.expectRevert(abi.encodeWithSelector(Agreements.AlreadyConcluded.selector, digest));
        splits.amend(winner, first, signatures);
    }

    function testFuzz_reverts_whenItNamesAnotherRoot(bytes32 other) public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        vm.assume(other != root);
        Agreement memory next = _next(_plain(), first);
        next.root = other;
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(Agreements.VersionMismatch.selector, other, root));
        splits.amend(next, first, signatures);
    }

    function test_reverts_whenTerminated() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        _terminate(first);
        Agreement memory next = _next(_plain(), first);
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(Records.AgreementEnded.selector, root));
        splits.amend(next, first, signatures);
    }

    function test_reverts_whenFrozen() public {
        Agreement memory first = _plain();
        _conclude(first);
        _freeze(first);
        Agreement memory next = _next(_plain(), first);
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days));
        splits.amend(next, first, signatures);
    }

    function testFuzz_reverts_whenItNamesOtherUnits(uint96 series) public {
        Agreement memory first = _plain();
        _conclude(first);
        Agreement memory next = _next(_plain(), first);
        next.money.asset = _idOf(series >> 1, address(cashier));
        vm.assume(next.money.asset != asset);
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(Records.AssetChanged.selector, next.money.asset, asset));
        splits.amend(next, first, signatures);
    }

    function test_reverts_whenItContinuesWhatIsNotThere() public {
        Agreement memory first = _site();
        _conclude(first);
        Agreement memory next = _next(_site(), first);
        next.rules.clauses[1].continues = 4;
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(ClausesCheck.NoSuchContinuation.selector, 3, 4));
        splits.amend(next, first, signatures);

        next = _next(_site(), first);
        next.rules.monthly[0].continues = 3;
        signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(ClausesCheck.NoSuchContinuation.selector, 0, 3));
        splits.amend(next, first, signatures);
    }

    function test_reverts_whenTwoContinueTheSame() public {
        Agreement memory first = _site();
        _conclude(first);
        Agreement memory next = _next(_site(), first);
        (next.rules.clauses[0].continues, next.rules.clauses[1].continues) = (2, 2);
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(ClausesCheck.ContinuedTwice.selector, 3, 2));
        splits.amend(next, first, signatures);
    }

    function test_reverts_whenTheTermsAreUnsound() public {
        Agreement memory first = _plain();
        _conclude(first);
        Agreement memory next = _next(_plain(), first);
        next.rules.clauses = new Clause[](0);
        bytes[] memory signatures = _signatures(next);
        vm.expectRevert(abi.encodeWithSelector(ClausesCheck.LastClauseNotResidual.selector));
        splits.amend(next, first, signatures);
    }
}
