// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Records} from "src/Records.sol";
import {Splits} from "src/Splits.sol";
import {Clause} from "src/types/Clauses.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree:
/// settle
/// ├── when the terms were never in force: it reverts NoSuchAgreement
/// ├── when it is completed: it reverts AgreementEnded
/// ├── when it is frozen: it reverts Frozen
/// └── else: it pays what is entitled and not paid, whoever calls and however often
///     ├── one payment can cross a tier
///     └── what divisions leave stays, and joins the next
/// settleShares
/// ├── when nothing is in force, or it ended: it reverts NoSuchAgreement, AgreementEnded
/// ├── when it is frozen: it reverts Frozen (see freeze.t.sol)
/// ├── when the short form is not exactly that of the terms, or they are not plain: it reverts NotPlain
/// └── else: it pays the same as settle
contract SplitsSettleTest is SplitsBase {
    function testFuzz_paysWhatIsEntitled(uint96[5] memory paid, bool[5] memory settles, address caller) public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        uint256 sum;
        for (uint256 i; i < 5; ++i) {
            _pay(root, paid[i]);
            sum += paid[i];
            vm.prank(caller);
            if (settles[i]) splits.settle(agreement);
        }
        uint256 before = sum - _heldBy(_accountOf(root)) == 0 ? 0 : sum - _heldBy(_accountOf(root));
        uint256[3] memory shares = [sum * 50 / 100, sum * 30 / 100, sum * 20 / 100];
        uint256 entitled = shares[0] + shares[1] + shares[2];
        vm.expectEmit(address(splits));
        emit Records.Settled(root, root, uint128(sum), entitled - before);
        splits.settle(agreement);

        // However often it was settled in between.
        assertEq(_heldBy(alice), shares[0]);
        assertEq(_heldBy(bob), shares[1]);
        assertEq(_heldBy(carol), shares[2]);
        assertEq(splits.settle(agreement), 0);
    }

    function testFuzz_oneUnitAtATime(uint8 count) public {
        Agreement memory agreement = _equal(7);
        bytes32 root = _conclude(agreement);
        for (uint256 i; i < count; ++i) {
            _pay(root, 1);
            splits.settle(agreement);
        }
        for (uint256 i; i < 7; ++i) {
            assertEq(_heldBy(agreement.parties[i].account), count / 7, "nobody starves");
        }
        assertEq(_heldBy(_accountOf(root)), count % 7, "what divisions left");
    }

    function testFuzz_crossesATier(uint96 first, uint96 second, uint96 limit) public {
        vm.assume(limit != 0);
        Agreement memory agreement = _plain();
        agreement.rules.clauses = new Clause[](2);
        agreement.rules.clauses[0] = _clause(10_000, limit, _only(1), 1);
        agreement.rules.clauses[1] = _residual(_only(0), 1);
        bytes32 root = _conclude(agreement);
        _pay(root, first);
        splits.settle(agreement);
        _pay(root, second);
        splits.settle(agreement);
        uint256 sum = uint256(first) + second;
        assertEq(_heldBy(bob), sum < limit ? sum : limit);
        assertEq(_heldBy(alice), sum < limit ? 0 : sum - limit);
    }

    function test_reverts_whenNeverInForce() public {
        Agreement memory agreement = _plain();
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, splits.digestOf(agreement)));
        splits.settle(agreement);

        _conclude(agreement);
        Agreement memory next = _next(_plain(), agreement);
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, splits.digestOf(next)));
        splits.settle(next);
    }

    function test_reverts_whenCompleted() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _terminate(agreement);
        vm.warp(NOW + 1);
        splits.complete(agreement);
        vm.expectRevert(abi.encodeWithSelector(Records.AgreementEnded.selector, root));
        splits.settle(agreement);
        vm.expectRevert(abi.encodeWithSelector(Records.AgreementEnded.selector, root));
        splits.settleShares(root, asset, 100, _receivers(agreement));
    }

    /* THE SHORT FORM */

    function testFuzz_short_paysTheSame(uint96 first, uint96 second, bool long) public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _pay(root, first);
        if (long) splits.settle(agreement);
        _pay(root, second);
        uint256 before = _heldBy(alice) + _heldBy(bob) + _heldBy(carol);
        uint256 sum = uint256(first) + second;
        uint256 entitled = sum * 50 / 100 + sum * 30 / 100 + sum * 20 / 100;
        vm.expectEmit(address(splits));
        emit Records.Settled(root, root, uint128(sum), entitled - before);
        splits.settleShares(root, asset, 100, _receivers(agreement));
        assertEq(_heldBy(alice), sum * 50 / 100);
        assertEq(splits.settle(agreement), 0);
    }

    function testFuzz_short_reverts_whenNotTheTerms(uint256 receiver, uint256 word, uint32 total, uint256 id) public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        uint256[] memory receivers = _receivers(agreement);
        bytes memory reason = abi.encodeWithSelector(Splits.NotPlain.selector, root);
        vm.assume(total != 100 && id != asset);
        vm.expectRevert(reason);
        splits.settleShares(root, asset, total, receivers);
        vm.expectRevert(reason);
        splits.settleShares(root, id, 100, receivers);
        receiver = bound(receiver, 0, 2);
        vm.assume(receivers[receiver] != word);
        receivers[receiver] = word;
        vm.expectRevert(reason);
        splits.settleShares(root, asset, 100, receivers);
    }

    function test_short_reverts_whenNotPlain() public {
        bytes32 root = _conclude(_monthlyTerms());
        vm.expectRevert(abi.encodeWithSelector(Splits.NotPlain.selector, root));
        splits.settleShares(root, asset, 100, _receivers(_monthlyTerms()));
    }

    function testFuzz_short_reverts_whenNothingIsInForce(bytes32 root) public {
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, root));
        splits.settleShares(root, asset, 100, new uint256[](0));
    }
}
